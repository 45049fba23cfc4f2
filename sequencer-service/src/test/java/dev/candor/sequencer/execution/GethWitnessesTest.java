package dev.candor.sequencer.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.EngineHttp;
import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.JsonRpcClient;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.rlp.RlpReader;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Witnesses of a real client; what the client itself proves of the accounts must be in them. */
class GethWitnessesTest {
    private static final Address SINK = Address.fromHex("0x" + "77".repeat(20));
    private static final Address SYSTEM = Address.fromHex("0x" + "ff".repeat(19) + "fe");

    /** Stores the hash of the block two before its own. */
    private static final Address GRANDPARENT = Address.fromHex("0x" + "61".repeat(20));

    private static final String GRANDPARENT_CODE = "0x60024303405f5500";
    private static final int FUNDED = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long MAX_ANSWER_BYTES = 64L << 20;

    private static TestChain chain;
    private static GethWitnesses witnesses;
    private static Hash32 firstBlock;

    @BeforeAll
    static void start() {
        Map<String, BigInteger> balances = new HashMap<>();
        IntStream.range(0, FUNDED).forEach(i -> balances.put(wallet(i).address().toHex(), Wallet.ETHER));
        Map<String, String> code = new HashMap<>(Contracts.CODE);
        code.put(GRANDPARENT.toHex(), GRANDPARENT_CODE);
        chain = TestChain.start(TestChain.genesis(balances, code));
        witnesses = witnesses(chain, LIMIT);
        firstBlock = chain.execute(List.of()).blockHash();
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    private static GethWitnesses witnesses(TestChain chain, Duration limit) {
        return new GethWitnesses(new JsonRpcClient(
                new EngineHttp(URI.create(chain.geth.rpcUrl()), Optional.empty()), limit, MAX_ANSWER_BYTES));
    }

    private static Wallet wallet(int number) {
        return Wallet.named("witness " + number);
    }

    private static Hash32 parentOf(Hash32 block) {
        return chain.engine.header(block).orElseThrow().parentHash();
    }

    private static ExecutionWitness of(Hash32 block, Address... further) {
        return witnesses.of(block, parentOf(block), Set.of(further)).orElseThrow();
    }

    private static Hash32 executed(Bytes... transactions) {
        return chain.execute(TestChain.arrivals(List.of(transactions))).blockHash();
    }

    /** That the witness is of this block, and has what the client proves of these accounts before it. */
    private static void assertComplete(ExecutionWitness witness, Hash32 block, Address... accounts) throws Exception {
        L2BlockHeader parent = L2BlockHeader.decode(witness.parentHeader());
        assertThat(parent.hash()).isEqualTo(parentOf(block));
        assertThat(headerHash(witness.block())).isEqualTo(block);
        assertThat(witness.state()).anyMatch(node -> Keccak256.hash(node).equals(parent.stateRoot()));
        for (Address account :
                Stream.concat(Stream.of(accounts), Stream.of(SYSTEM)).toList()) {
            assertThat(witness.state()).as("%s", account).containsAll(proof(account, parent.hash()));
        }
    }

    private static Hash32 headerHash(Bytes block) throws Exception {
        byte[] bytes = block.readOnlyArray();
        RlpReader items = RlpReader.of(bytes).list("block");
        int from = items.position();
        items.list("header");
        byte[] header = new byte[items.position() - from];
        System.arraycopy(bytes, from, header, 0, header.length);
        return Keccak256.hash(Bytes.wrap(header));
    }

    private static List<Bytes> proof(Address account, Hash32 block) {
        List<Bytes> nodes = new ArrayList<>();
        chain.geth
                .rpc()
                .call("eth_getProof", account.toHex(), List.of(), Map.of("blockHash", block.toHex()))
                .path("accountProof")
                .forEach(node -> nodes.add(Bytes.fromHex(node.asString())));
        return nodes;
    }

    @Test
    void isCompleteForTheFirstBlockAfterGenesis() throws Exception {
        assertComplete(of(firstBlock), firstBlock);
        assertThat(parentOf(firstBlock)).isEqualTo(chain.rollup.genesisHash());
    }

    @Test
    void isCompleteForAnEmptyBlock() throws Exception {
        Hash32 block = executed();

        assertComplete(of(block), block);
    }

    @Test
    void isCompleteForTransfersAndTheSameEveryTime() throws Exception {
        Hash32 block =
                executed(wallet(0).transfer(0, SINK, BigInteger.ONE), wallet(1).transfer(0, SINK, BigInteger.ONE));

        ExecutionWitness witness = of(block);

        assertComplete(witness, block, wallet(0).address(), wallet(1).address(), SINK, TestChain.FEE_RECIPIENT);
        assertThat(witness.headers()).isEmpty();
        assertThat(of(block)).isEqualTo(witness);
    }

    @Test
    void isCompleteForACreationAndHasTheCodeOfACallAfterwards() throws Exception {
        Bytes runtime = Bytes.fromHex("0x602a60005260206000f3");
        Bytes initCode = Bytes.concat(Bytes.fromHex("0x600a600c600039600a6000f3"), runtime);
        Hash32 creation = executed(wallet(2)
                .sign(Wallet.transaction(0, 200_000).withData(initCode))
                .raw());
        Address created = Address.fromHex(chain.geth
                .rpc()
                .call("eth_getBlockReceipts", creation.toHex())
                .path(0)
                .path("contractAddress")
                .asString());
        assertComplete(of(creation), creation, wallet(2).address(), created);

        Hash32 call = executed(wallet(2).call(1, created, Bytes.EMPTY, 100_000));

        assertComplete(of(call), call, created);
        assertThat(of(call).codes()).contains(runtime);
    }

    @Test
    void hasTheHeadersWhoseHashesAreRead() throws Exception {
        executed();
        Hash32 block = executed(wallet(3).call(0, GRANDPARENT, Bytes.EMPTY, 100_000));

        ExecutionWitness witness = of(block);

        L2BlockHeader parent = L2BlockHeader.decode(witness.parentHeader());
        assertThat(witness.headers()).hasSize(1);
        assertThat(L2BlockHeader.decode(witness.headers().getFirst()).hash()).isEqualTo(parent.parentHash());
    }

    @Test
    void hasFurtherAccountsAndTheirCodes() throws Exception {
        Hash32 block = executed();
        Address stranger = wallet(99).address();

        ExecutionWitness witness = of(block, stranger, Contracts.SWEEPER);

        assertComplete(witness, block, stranger, Contracts.SWEEPER);
        assertThat(witness.codes()).contains(Bytes.fromHex(Contracts.CODE.getOrDefault(Contracts.SWEEPER.toHex(), "")));
    }

    @Test
    void saysThatTheClientHasForgottenTheState() {
        try (TestChain own = TestChain.start(TestChain.genesis(Map.of(), Map.of()))) {
            Hash32 old = own.execute(List.of()).blockHash();
            Hash32 parent = own.rollup.genesisHash();
            assertThat(witnesses(own, LIMIT).of(old, parent, Set.of())).isPresent();

            IntStream.range(0, 140).forEach(i -> own.execute(List.of()));

            assertThat(witnesses(own, LIMIT).of(old, parent, Set.of())).isEmpty();
        }
    }

    @Test
    void saysThatAClientWhichHangsIsUnavailable() {
        Hash32 block = executed();
        Hash32 parent = parentOf(block);
        chain.geth.pause();
        try {
            assertThatThrownBy(() -> witnesses(chain, Duration.ofMillis(300)).of(block, parent, Set.of()))
                    .isInstanceOf(EngineUnavailableException.class);
        } finally {
            chain.geth.resume();
        }
    }
}
