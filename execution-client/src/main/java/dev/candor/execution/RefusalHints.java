package dev.candor.execution;

import dev.candor.protocol.types.Address;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What geth's words about a block that cannot be built say of the transaction that is to blame. */
final class RefusalHints {
    private static final Pattern SENDER = Pattern.compile("address (0x[0-9a-fA-F]{40})");
    private static final Pattern NONCE = Pattern.compile(", tx: (\\d{1,20}) state: \\d");
    private static final Pattern INDEX = Pattern.compile("^invalid transaction (\\d{1,9}):");

    private RefusalHints() {}

    static BuildOutcome.Refused read(String message) {
        Matcher sender = SENDER.matcher(message);
        Matcher nonce = NONCE.matcher(message);
        Matcher index = INDEX.matcher(message);
        return new BuildOutcome.Refused(
                message,
                sender.find() ? Optional.of(Address.fromHex(sender.group(1))) : Optional.empty(),
                nonce.find() ? unsignedLong(nonce.group(1)) : OptionalLong.empty(),
                index.find() ? OptionalInt.of(Integer.parseInt(index.group(1))) : OptionalInt.empty());
    }

    private static OptionalLong unsignedLong(String digits) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(digits));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
