"""Words that administrators keep, by which texts are found and a field is proposed."""
