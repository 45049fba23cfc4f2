package dev.candor.audit.receipts;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import org.springframework.stereotype.Component;

/** What a transaction's bytes say of themselves; a forced entry's may say nothing. */
@Component
class RawTransactions {
    private final RollupIdentity identity;

    RawTransactions(RollupIdentity identity) {
        this.identity = identity;
    }

    Receipt.Transaction form(Bytes raw) {
        String hash = Keccak256.hash(raw).toHex();
        return switch (RawTransaction.decode(raw, identity.id())) {
            case RawTransaction.Decoded(EthTransaction decoded) ->
                new Receipt.Transaction(
                        hash, raw.toHex(), Eip55.format(decoded.sender()), Long.toUnsignedString(decoded.nonce()));
            case RawTransaction.Malformed malformed ->
                new Receipt.Transaction(hash, raw.toHex(), Address.ZERO.toHex(), "0");
        };
    }
}
