package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.rules.HonestBatch;
import dev.candor.audit.findings.rules.HonestRollup;
import dev.candor.audit.findings.rules.SeenPost;
import dev.candor.l1.L1Header;
import dev.candor.l1.history.L1Contracts;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.L1Log;
import dev.candor.l1.rollup.PostCalldata;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.l1.rollup.QueuedForced;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;

/** L1 as a {@link HonestRollup} wrote it: every post in a block of its own, all final. */
final class WrittenL1 implements FinalFacts, PostedFacts {
    private static final long FIRST_POST_BLOCK = 100;
    private final HonestRollup honest;

    WrittenL1(HonestRollup honest) {
        this.honest = honest;
    }

    private static L1Log place(long block) {
        return new L1Log(Keccak256.hashUtf8("transaction " + block), block, Keccak256.hashUtf8("block " + block), 0);
    }

    private PostedBatch posted(HonestBatch batch) {
        BatchHeader header = batch.post().header().object();
        return new PostedBatch(
                header.generation(),
                header.number(),
                batch.post().commitment(),
                batch.end(),
                header.forcedThrough(),
                place(FIRST_POST_BLOCK + header.number().value()));
    }

    @Override
    public RollupOnL1 rollup() {
        return new RollupOnL1(
                HonestRollup.ID.value(),
                31_337,
                HonestRollup.GENESIS.hash(),
                HonestRollup.GENESIS.sealedAtMillis() / 1_000,
                1,
                honest.rollup.sequencerId(),
                new L1Contracts(Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO, 5));
    }

    @Override
    public Optional<L1Header> head() {
        return Optional.of(new L1Header(
                10_000, Keccak256.hashUtf8("head"), honest.coverage().nowSeconds()));
    }

    @Override
    public Policy policyAt(long height) {
        return honest.policy;
    }

    @Override
    public Address orderKeyAt(long height) {
        return honest.orderKey.address();
    }

    @Override
    public Optional<Address> orderKeyAtTime(long unixSeconds) {
        return Optional.of(honest.orderKey.address());
    }

    @Override
    public Bytes beaconKeyAt(long height) {
        return honest.beacon.key().toBytes();
    }

    @Override
    public List<OrderKey> orderKeys() {
        return List.of(new OrderKey(honest.orderKey.address(), 1, 1));
    }

    @Override
    public List<BeaconKey> beaconKeys() {
        return List.of(new BeaconKey(beaconKeyAt(1), 1));
    }

    @Override
    public long forcedQueuedThrough(long height) {
        return honest.inboxBytes().size();
    }

    @Override
    public long forcedDueThrough(long height) {
        return honest.inboxBytes().size();
    }

    @Override
    public List<QueuedForced> forced(long from, long to) {
        List<Bytes> inbox = honest.inboxBytes();
        return java.util.stream.LongStream.range(from, Math.min(to, inbox.size()))
                .mapToObj(
                        index -> new QueuedForced(index, HonestRollup.FORCED_GAS, inbox.get((int) index), place(index)))
                .toList();
    }

    @Override
    public List<QueuedForced> forcedOf(Hash32 txHash) {
        return List.of();
    }

    @Override
    public Heads heads() {
        return new Heads(10_000, 10_000, 10_000);
    }

    @Override
    public Optional<PostedBatch> post(Generation generation, BatchNumber number) {
        return honest.batches.stream()
                .map(this::posted)
                .filter(post ->
                        post.generation().equals(generation) && post.number().equals(number))
                .findFirst();
    }

    @Override
    public List<PostedBatch> postsFrom(long fromBlock, int max) {
        return honest.batches.stream()
                .map(this::posted)
                .filter(post -> post.place().blockNumber() >= fromBlock)
                .limit(max)
                .toList();
    }

    @Override
    public List<PostedBatch> postsAfter(long blockNumber, int logIndex, int max) {
        return postsFrom(0, PostedFacts.MAX_PAGE).stream()
                .filter(post -> isAfter(post, blockNumber, logIndex))
                .limit(max)
                .toList();
    }

    @Override
    public long postedBetween(long blockNumber, int logIndex, long throughBlock) {
        return postsAfter(blockNumber, logIndex, PostedFacts.MAX_PAGE).stream()
                .filter(post -> post.place().blockNumber() <= throughBlock)
                .count();
    }

    private static boolean isAfter(PostedBatch post, long blockNumber, int logIndex) {
        long block = post.place().blockNumber();
        return block > blockNumber || (block == blockNumber && post.place().logIndex() > logIndex);
    }

    @Override
    public Optional<Finalization> finalization(BatchNumber number) {
        return Optional.empty();
    }

    @Override
    public List<Rollback> rollbacks() {
        return List.of();
    }

    @Override
    public Fetched<PostCalldata> calldata(PostedBatch post) {
        return honest.batches.stream()
                .map(HonestBatch::post)
                .filter(batch -> batch.commitment().equals(post.commitment()))
                .findFirst()
                .<Fetched<PostCalldata>>map(found -> new Fetched.Found<>(calldata(found)))
                .orElseGet(() -> new Fetched.NotThere<>("no such post"));
    }

    private static PostCalldata calldata(SeenPost post) {
        return new PostCalldata(
                post.header().object(),
                post.header().signature(),
                post.beaconSignature(),
                post.statement().object(),
                post.statement().signature(),
                post.dataHashes(),
                post.dataSignature());
    }

    @Override
    public Fetched<List<Bytes>> chunks(List<Hash32> hashes) {
        return honest.batches.stream()
                .map(HonestBatch::post)
                .filter(post -> post.dataHashes().equals(hashes))
                .findFirst()
                .<Fetched<List<Bytes>>>map(post -> new Fetched.Found<>(post.chunks()))
                .orElseGet(() -> new Fetched.NotThere<>("no such chunks"));
    }
}
