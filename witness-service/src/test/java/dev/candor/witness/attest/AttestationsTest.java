package dev.candor.witness.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.witness.WitnessDatabase;
import dev.candor.witness.identity.RollupIdentity;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AttestationsTest {
    private static final RollupIdentity ROLLUP =
            new RollupIdentity(new RollupId(7), 31_337, Address.fromHex("0x" + "aa".repeat(20)));
    private static final Hash32 BATCH = Hash32.fromHex("0x" + "b1".repeat(32));
    private static final Hash32 EXECUTION = Hash32.fromHex("0x" + "e1".repeat(32));
    private static final Hash32 L1_BLOCK = Hash32.fromHex("0x" + "11".repeat(32));

    private final DataSource database = WitnessDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transactions =
            new TransactionTemplate(new DataSourceTransactionManager(database));

    /** Counts, and so shows that nothing is signed that is not committed. */
    private final AtomicInteger signatures = new AtomicInteger();

    private final Attestations attestations = process();

    /** One process of this witness; several share its database. */
    private Attestations process() {
        return process("0123456789abcdef");
    }

    private Attestations process(String keyPart) {
        InMemorySigner key = new InMemorySigner(PrivateKey.fromHex("0x" + keyPart.repeat(4)));
        DigestSigner counting = new DigestSigner() {
            @Override
            public Address address() {
                return key.address();
            }

            @Override
            public Signature65 sign(Hash32 digest) {
                signatures.incrementAndGet();
                return key.sign(digest);
            }
        };
        return new Attestations(new AttestationRows(jdbc, ROLLUP), counting, ROLLUP, Clock.systemUTC());
    }

    private static Decision decision(long number, Verdict verdict, Hash32 executionHash) {
        return new Decision(
                new BatchAttestation(
                        ROLLUP.id(), Generation.ZERO, new BatchNumber(number), BATCH, executionHash, verdict),
                verdict == Verdict.VALID ? List.of() : List.of("because"),
                5,
                L1_BLOCK);
    }

    private Recorded record(Attestations by, Decision decision) {
        return transactions.execute(status -> by.record(decision));
    }

    @Test
    void signsWhatIsCommittedAndNothingElse() {
        // given
        transactions.executeWithoutResult(status -> {
            attestations.record(decision(1, Verdict.VALID, EXECUTION));
            status.setRollbackOnly();
        });

        // when
        attestations.sign();

        // then
        assertThat(signatures).hasValue(0);
        assertThat(attestations.from(0, 10)).isEmpty();

        // when
        record(attestations, decision(1, Verdict.VALID, EXECUTION));
        assertThat(signatures).hasValue(0);
        attestations.sign();

        // then
        KeptAttestation kept = attestations.from(0, 10).getFirst();
        assertThat(Secp256k1.recover(kept.digest(), kept.signature().orElseThrow()))
                .contains(kept.witness());
        assertThat(kept.digest()).isEqualTo(kept.attestation().digest(ROLLUP.domain()));
    }

    @Test
    void makesTheSameSignatureAfterADeathBetweenCommitAndPublication() {
        // given
        record(attestations, decision(1, Verdict.INVALID, EXECUTION));
        attestations.sign();
        Optional<Signature65> first = attestations
                .of(Generation.ZERO, BatchNumber.FIRST)
                .orElseThrow()
                .signature();
        jdbc.sql("update attestation set signature = null").update();
        assertThat(attestations.of(Generation.ZERO, BatchNumber.FIRST)).isEmpty();

        // when
        Attestations restarted = process();
        Recorded again = record(restarted, decision(1, Verdict.INVALID, EXECUTION));
        restarted.sign();

        // then
        assertThat(again).isEqualTo(new Recorded.Known(0));
        assertThat(restarted
                        .of(Generation.ZERO, BatchNumber.FIRST)
                        .orElseThrow()
                        .signature())
                .isEqualTo(first);
    }

    @Test
    void keepsASlotForTheFirstVerdictForEver() {
        // given
        record(attestations, decision(1, Verdict.VALID, EXECUTION));
        Hash32 held = decision(1, Verdict.VALID, EXECUTION).attestation().digest(ROLLUP.domain());

        // then: another verdict, another statement, another key
        assertThat(record(attestations, decision(1, Verdict.INVALID, EXECUTION)))
                .isEqualTo(new Recorded.Taken(held));
        assertThat(record(attestations, decision(1, Verdict.VALID, BATCH))).isEqualTo(new Recorded.Taken(held));
        assertThat(record(process("0011223344556677"), decision(1, Verdict.INVALID, EXECUTION)))
                .isEqualTo(new Recorded.Taken(held));
        attestations.sign();
        assertThat(signatures).hasValue(1);
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into attestation select 9, generation, number, batch_hash, execution_hash, 2, digest, witness, reasons,
                            l1_block_number, l1_block_hash, decided_at_millis, null from attestation""").update()).hasMessageContaining("attestation_slot");
    }

    @Test
    void takesNoSlotForUnavailable() {
        // given
        assertThat(record(attestations, decision(1, Verdict.UNAVAILABLE, EXECUTION)))
                .isEqualTo(new Recorded.Kept(0));
        assertThat(record(attestations, decision(1, Verdict.UNAVAILABLE, EXECUTION)))
                .isEqualTo(new Recorded.Known(0));
        attestations.sign();
        assertThat(attestations
                        .of(Generation.ZERO, BatchNumber.FIRST)
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.UNAVAILABLE);

        // when
        record(attestations, decision(1, Verdict.VALID, EXECUTION));
        attestations.sign();

        // then
        assertThat(attestations
                        .of(Generation.ZERO, BatchNumber.FIRST)
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(attestations.from(0, 10)).extracting(KeptAttestation::place).containsExactly(0L, 1L);
    }

    @Test
    void giveNoTwoAttestationsOfASlotOrOfAPlaceHoweverManyProcessesTry() {
        // given
        List<Attestations> processes =
                IntStream.range(0, 4).mapToObj(any -> process()).toList();

        // when
        IntStream.range(0, 200)
                .parallel()
                .forEach(i -> record(
                        processes.get(i % processes.size()),
                        decision(1 + i / 8, i % 2 == 0 ? Verdict.VALID : Verdict.INVALID, EXECUTION)));
        processes.parallelStream().forEach(Attestations::sign);

        // then
        List<KeptAttestation> kept = attestations.from(0, Attestations.MAX_PAGE);
        assertThat(kept).hasSize(25);
        assertThat(kept).extracting(it -> it.attestation().number()).doesNotHaveDuplicates();
        assertThat(kept)
                .extracting(KeptAttestation::place)
                .isEqualTo(IntStream.range(0, 25).mapToObj(Long::valueOf).toList());
    }

    @Test
    void signsNothingOnARowThatWasChanged() {
        record(attestations, decision(1, Verdict.VALID, EXECUTION));
        jdbc.sql("update attestation set verdict = 2").update();

        assertThatThrownBy(attestations::sign).hasMessageContaining("the row was changed");
        assertThat(signatures).hasValue(0);
    }
}
