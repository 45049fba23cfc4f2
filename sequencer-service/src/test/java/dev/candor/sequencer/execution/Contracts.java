package dev.candor.sequencer.execution;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small contracts in the tests' genesis, as runtime code. */
final class Contracts {
    /** Sends its whole balance to the caller. */
    static final Address SWEEPER = Address.fromHex("0x" + "5a".repeat(20));

    /** Calls every address in its input (32-byte words), without wei. */
    static final Address CALLER_OF_MANY = Address.fromHex("0x" + "ca".repeat(20));

    /** Reverts. */
    static final Address REVERTER = Address.fromHex("0x" + "ee".repeat(20));

    /** Uses up all its gas at once (INVALID). */
    static final Address GAS_BURNER = Address.fromHex("0x" + "b0".repeat(20));

    /** Sends the wei it is called with to the address in its input. */
    static final Address FORWARDER = Address.fromHex("0x" + "f0".repeat(20));

    /** Creates an empty contract: run by delegation it raises the account's nonce. */
    static final Address CREATOR = Address.fromHex("0x" + "c0".repeat(20));

    static final Map<String, String> CODE = Map.of(
            SWEEPER.toHex(), "0x5f5f5f5f47335af15000",
            CALLER_OF_MANY.toHex(), "0x5f5b36811015601957" + "5f5f5f5f5f85355af150602001600156" + "5b00",
            REVERTER.toHex(), "0x5f5ffd",
            GAS_BURNER.toHex(), "0xfe",
            FORWARDER.toHex(), "0x5f5f5f5f345f355af15000",
            CREATOR.toHex(), "0x5f5f5ff05000");

    private Contracts() {}

    static Bytes words(List<Address> addresses) {
        List<Bytes> words = new ArrayList<>();
        for (Address address : addresses) {
            words.add(Bytes.wrap(new byte[12]));
            words.add(address.toBytes());
        }
        return Bytes.concat(words.toArray(Bytes[]::new));
    }
}
