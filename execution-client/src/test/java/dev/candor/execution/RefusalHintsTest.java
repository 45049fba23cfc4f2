package dev.candor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.types.Address;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RefusalHintsTest {
    private static final Address SENDER = Address.fromHex("0x" + "5a".repeat(20));

    @Test
    void readsTheHintsInTheClientsWords() {
        BuildOutcome.Refused nonce = RefusalHints.read("nonce too low: address " + SENDER.toHex() + ", tx: 5 state: 7");
        BuildOutcome.Refused index = RefusalHints.read("invalid transaction 3: rlp: too few elements");

        assertThat(nonce.sender()).contains(SENDER);
        assertThat(nonce.nonce()).hasValue(5);
        assertThat(index.index()).hasValue(3);
        assertThat(RefusalHints.read("gas limit reached"))
                .extracting(BuildOutcome.Refused::sender, BuildOutcome.Refused::index)
                .containsExactly(Optional.empty(), OptionalInt.empty());
    }
}
