package dev.candor.sequencer.signing;

import dev.candor.leadership.Term;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RecordedSlotSigner implements SlotSigner {
    private final JdbcClient jdbc;
    private final DigestSigner orderSigner;

    RecordedSlotSigner(JdbcClient jdbc, @Qualifier("orderSigner") DigestSigner orderSigner) {
        this.jdbc = jdbc;
        this.orderSigner = orderSigner;
    }

    @Override
    public void record(Slot slot, Hash32 digest, Term term) {
        int inserted = jdbc.sql("""
                        insert into signing_record (slot_kind, generation, number, digest, term)
                        values (:kind, :generation, :number, :digest, :term)
                        on conflict (slot_kind, generation, number) do nothing""")
                .param("kind", slot.kind().stored())
                .param("generation", slot.generation())
                .param("number", slot.number())
                .param("digest", digest.toArray())
                .param("term", term.value())
                .update();
        if (inserted == 0) {
            requireRecorded(slot, digest);
        }
    }

    @Override
    public Signature65 sign(Slot slot, Hash32 digest) {
        requireRecorded(slot, digest);
        return orderSigner.sign(digest);
    }

    private void requireRecorded(Slot slot, Hash32 digest) {
        Optional<Hash32> recorded = jdbc.sql(
                        "select digest from signing_record where slot_kind = :kind and generation = :generation and number = :number")
                .param("kind", slot.kind().stored())
                .param("generation", slot.generation())
                .param("number", slot.number())
                .query((row, index) -> Hash32.wrap(row.getBytes(1)))
                .optional();
        if (!recorded.equals(Optional.of(digest))) {
            throw new SlotTakenException(
                    "Expected the signing record of %s %d (generation %d) to hold %s, found %s: nothing was signed. "
                                    .formatted(
                                            slot.kind(),
                                            slot.number(),
                                            slot.generation(),
                                            digest,
                                            recorded.map(Hash32::toHex).orElse("no record"))
                            + "Two orderers may have run on different databases, or this one was restored from a backup: "
                            + "do not delete the record, see docs/runbooks/signing-record.md.");
        }
    }
}
