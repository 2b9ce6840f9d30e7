"""From blocks to passages under their questions: header, headings, speakers, what was not asked."""
