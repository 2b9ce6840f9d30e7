"""Pictures of counts where people look rather than read: always with the figures as words and as a table."""
