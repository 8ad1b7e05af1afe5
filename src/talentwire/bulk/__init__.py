"""Bulk reading: archives, tables and folders become documents and claims in Parquet, in many processes or machines."""
