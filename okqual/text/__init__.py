"""Pure text work: folding, words, passages, finding a quote, Swedish order. No I/O."""
