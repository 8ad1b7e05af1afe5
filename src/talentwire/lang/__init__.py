"""How languages say things: packs, sentences, quantities, dates. Knows no claims."""
