"""A language model as extractor: any server that speaks OpenAI's chat protocol, alone or beside the built-in reader."""
