package dev.candor.sequencer.arrivals;

import dev.candor.leadership.Term;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real rows and signatures of the line, which a test writes itself: no broker. */
public final class StoredLine implements ArrivalRows, Promises, PromiseLine {
    public static final long INCLUSION_DELAY_SECONDS = 120;

    private static final Hash32 POLICY_HASH = Keccak256.hashUtf8("policy");

    private final PromiseTable table;
    private final PromiseSigner signer;
    private final JdbcClient jdbc;
    private final RollupIdentity rollup;

    public StoredLine(JdbcTemplate template, DigestSigner orderSigner, RollupIdentity rollup) {
        this.table = new PromiseTable(template);
        this.signer = new PromiseSigner(orderSigner, rollup);
        this.jdbc = JdbcClient.create(template);
        this.rollup = rollup;
    }

    public InclusionPromise promised(long seq, EthTransaction transaction, long receivedAtMillis) {
        return insert(row(seq, transaction, receivedAtMillis, false));
    }

    /** In the topic without a promise: its intake died. */
    public void filledIn(long seq, EthTransaction transaction, long receivedAtMillis) {
        insert(row(seq, transaction, receivedAtMillis, true));
    }

    public void empty(long seq) {
        insert(PromiseRow.empty(seq));
    }

    private static PromiseRow row(long seq, EthTransaction transaction, long receivedAtMillis, boolean filledIn) {
        return new PromiseRow(
                seq,
                transaction.hash(),
                transaction.sender(),
                transaction.nonce(),
                receivedAtMillis,
                Math.ceilDiv(receivedAtMillis, 1000L) + INCLUSION_DELAY_SECONDS,
                POLICY_HASH,
                transaction.raw(),
                filledIn);
    }

    private InclusionPromise insert(PromiseRow row) {
        jdbc.sql("""
                        insert into promise (seq, tx_hash, sender, nonce, received_at_millis, include_by, policy_hash, raw_tx, filled_in)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(row.seq())
                .param(row.txHash().toArray())
                .param(row.sender().toArray())
                .param(row.nonce())
                .param(row.receivedAtMillis())
                .param(row.includeBy())
                .param(row.policyHash().toArray())
                .param(row.rawTx().toArray())
                .param(row.filledIn())
                .update();
        return row.promise(rollup.id());
    }

    @Override
    public List<ArrivalRow> committed(Term term, Seq from, int maxCount) {
        return table.contiguous(from.value(), maxCount).stream()
                .map(PromiseRow::toArrivalRow)
                .toList();
    }

    @Override
    public List<ArrivalRow> range(Seq from, long count) {
        return committed(new Term(0), from, Math.toIntExact(count));
    }

    @Override
    public Map<Hash32, Long> earliest(Collection<Hash32> txHashes, Seq before) {
        return table.earliest(txHashes, before.value());
    }

    @Override
    public CompletableFuture<PromiseOutcome> promise(AdmittedTransaction transaction) {
        return CompletableFuture.completedFuture(new PromiseOutcome.NotIssued("a line for reading"));
    }

    @Override
    public Optional<IssuedPromise> find(Hash32 txHash) {
        return table.promised(txHash).map(signer::sign);
    }

    @Override
    public Optional<IssuedPromise> find(Seq seq) {
        return table.at(seq.value()).filter(row -> !row.filledIn()).map(signer::sign);
    }

    @Override
    public Stretch read(Seq from, int maxRows) {
        return new CommittedPromises(table, signer).read(from, maxRows);
    }

    @Override
    public Seq end() {
        return new CommittedPromises(table, signer).end();
    }

    @Override
    public boolean accepting() {
        return false;
    }
}
