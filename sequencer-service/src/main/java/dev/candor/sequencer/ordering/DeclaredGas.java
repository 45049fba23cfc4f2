package dev.candor.sequencer.ordering;

import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.rlp.RlpReader;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.arrivals.ArrivalRow;

/** The gas limit that an arrival declares, read from its bytes without the cost of recovering its sender. */
final class DeclaredGas {
    private static final int FIRST_LIST_PREFIX = 0xc0;
    private static final int LEGACY_FIELDS_BEFORE_GAS = 2;
    private static final int ACCESS_LIST_FIELDS_BEFORE_GAS = 3;
    private static final int DYNAMIC_FEE_FIELDS_BEFORE_GAS = 4;
    private static final int ACCESS_LIST_TYPE = 1;

    private DeclaredGas() {}

    /** @return gas; 0 for an EMPTY arrival */
    static long of(ArrivalRow row) {
        Bytes raw = row.rawTx();
        if (raw.isEmpty()) {
            return 0;
        }
        try {
            int type = raw.get(0);
            boolean legacy = type >= FIRST_LIST_PREFIX;
            RlpReader fields = RlpReader.of(raw.readOnlyArray(), legacy ? 0 : 1).list("transaction");
            int before = legacy
                    ? LEGACY_FIELDS_BEFORE_GAS
                    : type == ACCESS_LIST_TYPE ? ACCESS_LIST_FIELDS_BEFORE_GAS : DYNAMIC_FEE_FIELDS_BEFORE_GAS;
            for (int i = 0; i < before; i++) {
                fields.string("a field before the gas limit");
            }
            return fields.uint64("gasLimit");
        } catch (MalformedRlpException e) {
            throw new StoredBytesChangedException(
                    "Expected arrival %d to decode as it did at admission, found %s: nothing was signed. See docs/runbooks/signing-record.md."
                            .formatted(row.seq(), e.getMessage()));
        }
    }
}
