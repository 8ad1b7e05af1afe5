"""The learnt second way to claims: what the rules do not see, by weights learnt from annotated documents."""
