"""The sample year (示例資料), written for this portal and brought to where it stands by the same verbs as real work."""
