package dev.candor.protocol.transaction;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/** An address and storage keys that a transaction declares it will touch (EIP-2930). */
public record AccessListEntry(Address address, List<Hash32> storageKeys) {
    public AccessListEntry {
        storageKeys = List.copyOf(storageKeys);
    }
}
