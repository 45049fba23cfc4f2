package dev.candor.audit.fsck;

import dev.candor.contracts.AuditAnchor;
import dev.candor.l1.L1Connection;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** Every head of a log that AuditAnchor on L1 has taken, out of its events, and the newest one that it keeps (log.md section 7). */
final class AnchoredHeads implements AutoCloseable {
    /** Blocks of one {@code eth_getLogs}: what public endpoints grant. */
    private static final int RANGE_BLOCKS = 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String ANCHORED = EventEncoder.encode(AuditAnchor.CHECKPOINTANCHORED_EVENT);

    private final Web3j web3j;
    private final Web3jL1Node l1;
    private final Address contract;

    AnchoredHeads(URI rpcUrl, Address contract) {
        this.web3j = L1Connection.open(rpcUrl, TIMEOUT);
        this.l1 = new Web3jL1Node(web3j);
        this.contract = contract;
    }

    /**
     * What L1 says of a log in one block, its newest.
     *
     * @param anchors in the order of L1
     * @param contradictions between the events and the newest anchor that the contract keeps
     */
    record Answer(long block, List<KnownHead> anchors, List<String> contradictions) {}

    /**
     * @param chainId of the L1 that is meant
     * @param fromBlock the block of the contract's deployment, or an earlier one
     * @throws L1UnavailableException L1 does not answer
     * @throws IllegalArgumentException the endpoint is of another chain
     */
    Answer of(String origin, long chainId, long fromBlock) {
        long found = Web3jL1Node.send(web3j.ethChainId()).getChainId().longValueExact();
        if (found != chainId) {
            throw new IllegalArgumentException(
                    "Expected an endpoint of L1, chain id %d, found chain id %d: give another --l1."
                            .formatted(chainId, found));
        }
        Hash32 originHash = Keccak256.hashUtf8(origin);
        long newest = l1.newest().number();
        List<KnownHead> anchors = new ArrayList<>();
        for (long from = fromBlock; from <= newest; from += RANGE_BLOCKS) {
            long to = Math.min(newest, from + RANGE_BLOCKS - 1);
            l1.logs(from, to, List.of(contract)).stream()
                    .filter(entry -> isOf(entry, originHash))
                    .map(AnchoredHeads::head)
                    .forEach(anchors::add);
        }
        return new Answer(newest, List.copyOf(anchors), compare(anchors, kept(originHash, newest)));
    }

    private static List<String> compare(List<KnownHead> anchors, TreeHead kept) {
        TreeHead last = anchors.isEmpty() ? TreeHead.EMPTY : anchors.getLast().head();
        if (last.equals(kept) || (last.size() == 0 && kept.size() == 0)) {
            return List.of();
        }
        return List.of(
                "Expected AuditAnchor to keep the newest anchor that its events tell, size %d with root %s, found size %d with root %s."
                        .formatted(last.size(), last.root(), kept.size(), kept.root()));
    }

    private TreeHead kept(Hash32 originHash, long block) {
        AuditAnchor reader = AuditAnchor.load(
                contract.toHex(),
                web3j,
                new ReadonlyTransactionManager(web3j, Address.ZERO.toHex()),
                new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO));
        reader.setDefaultBlockParameter(DefaultBlockParameter.valueOf(BigInteger.valueOf(block)));
        try {
            AuditAnchor.Anchor anchor =
                    reader.newestAnchor(originHash.toArray()).send();
            return new TreeHead(anchor.size.longValueExact(), TreeHash.copyOf(anchor.root));
        } catch (IOException | RuntimeException e) {
            throw new L1UnavailableException(
                    "Expected AuditAnchor at %s to answer newestAnchor, found %s".formatted(contract, e), e);
        } catch (Exception e) {
            throw new IllegalStateException("Expected no other failure of a call", e);
        }
    }

    private static boolean isOf(Log entry, Hash32 originHash) {
        List<String> topics = entry.getTopics();
        return topics.size() == 2
                && topics.getFirst().equals(ANCHORED)
                && Hash32.fromHex(topics.getLast()).equals(originHash);
    }

    private static KnownHead head(Log entry) {
        AuditAnchor.CheckpointAnchoredEventResponse event = AuditAnchor.getCheckpointAnchoredEventFromLog(entry);
        return new KnownHead(
                new TreeHead(event.size.longValueExact(), TreeHash.copyOf(event.root)),
                "anchored on L1 in block %s, transaction %s"
                        .formatted(entry.getBlockNumber(), entry.getTransactionHash()));
    }

    @Override
    public void close() {
        web3j.shutdown();
    }
}
