package dev.candor.witness.reexecute;

import dev.candor.l1.batches.BatchFromL1;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * A batch as {@code candor-executor} takes it: what L1 has, and nothing of what it gave. Large integers are decimal strings.
 *
 * @param feeRecipient the policy's
 */
record ExecutorRequest(
        String parentBlockHash, Header header, String batchHash, String feeRecipient, List<Transaction> order) {

    /** @param paidGas of a forced entry, null for an arrival */
    record Transaction(String raw, Optional<String> paidGas) {}

    static ExecutorRequest of(BatchFromL1 batch, Hash32 parentBlock, CandorDomain domain) {
        return new ExecutorRequest(
                parentBlock.toHex(),
                Header.of(batch.header()),
                batch.header().digest(domain).toHex(),
                Eip55.format(batch.policy().feeRecipient()),
                batch.transactions().stream()
                        .map(transaction -> new Transaction(
                                transaction.rawTx().toHex(),
                                transaction.leaf().kind() == OrderLeaf.Kind.FORCED
                                        ? Optional.of(Long.toUnsignedString(transaction.paidGas()))
                                        : Optional.empty()))
                        .toList());
    }

    record Header(
            String rollupId,
            String generation,
            String number,
            String parentHash,
            String firstSeq,
            String seqCount,
            long txCount,
            String cutRoot,
            String arrivalRoot,
            String orderRoot,
            int beaconKind,
            String seed,
            String policyHash,
            String sealedAtMillis,
            String forcedThrough,
            String depositsThrough,
            String l1OriginNumber,
            String l1OriginHash) {

        static Header of(BatchHeader header) {
            return new Header(
                    header.rollupId().toString(),
                    header.generation().toString(),
                    header.number().toString(),
                    header.parentHash().toHex(),
                    header.firstSeq().toString(),
                    Long.toUnsignedString(header.seqCount()),
                    Integer.toUnsignedLong(header.txCount()),
                    header.cutRoot().toHex(),
                    header.arrivalRoot().toHex(),
                    header.orderRoot().toHex(),
                    header.beaconKind(),
                    header.seed().toHex(),
                    header.policyHash().toHex(),
                    Long.toUnsignedString(header.sealedAtMillis()),
                    Long.toUnsignedString(header.forcedThrough()),
                    Long.toUnsignedString(header.depositsThrough()),
                    Long.toUnsignedString(header.l1OriginNumber()),
                    header.l1OriginHash().toHex());
        }
    }
}
