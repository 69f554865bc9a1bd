"""The encrypted fields under the name that migrations know them by."""

from portal.tables.encrypted import EncryptedBytesField, EncryptedTextField

__all__ = ["EncryptedBytesField", "EncryptedTextField"]
