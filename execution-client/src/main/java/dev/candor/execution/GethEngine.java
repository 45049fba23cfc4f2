package dev.candor.execution;

import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An unmodified geth. Reads and builds go to its private JSON-RPC port ({@code eth}, {@code debug}, {@code testing}), blocks
 * and fork choices to its Engine API. Tried with 1.17.8: {@code testing_buildBlockV1} builds on the head only; a plain fork
 * choice to an ancestor may change nothing, so going back is {@code debug_setHead}.
 */
public final class GethEngine implements ExecutionEngine {
    private static final Logger LOG = LoggerFactory.getLogger(GethEngine.class);
    private static final String VALID = "VALID";
    private static final String INVALID = "INVALID";
    private static final int INVALID_FORKCHOICE_STATE = -38002;
    private static final int METHOD_NOT_FOUND = -32601;

    private final JsonRpcClient rpc;
    private final JsonRpcClient engine;
    private final GethReads reads;

    /** A block of 64 MiB of transactions as hex, with room. */
    public static final long MAX_ANSWER_BYTES = 256L << 20;

    public GethEngine(JsonRpcClient rpc, JsonRpcClient engine) {
        this.rpc = rpc;
        this.engine = engine;
        this.reads = new GethReads(rpc);
    }

    /**
     * @param rpcUrl with the name spaces eth, debug and testing
     * @param engineUrl of the Engine API
     * @param requestTimeout of every call but a traced execution
     */
    public static GethEngine at(URI rpcUrl, URI engineUrl, JwtTokens tokens, Duration requestTimeout) {
        return new GethEngine(
                new JsonRpcClient(new EngineHttp(rpcUrl, Optional.empty()), requestTimeout, MAX_ANSWER_BYTES),
                new JsonRpcClient(new EngineHttp(engineUrl, Optional.of(tokens)), requestTimeout, MAX_ANSWER_BYTES));
    }

    @Override
    public L2BlockHeader head() {
        return rawHeader(out -> out.writeString("latest"))
                .orElseThrow(() -> new EngineUnavailableException("Expected a head block, found none."));
    }

    @Override
    public Optional<L2BlockHeader> header(long number) {
        return rawHeader(out -> out.writeString(EngineJson.quantity(number)));
    }

    @Override
    public Optional<L2BlockHeader> header(Hash32 blockHash) {
        return rawHeader(out -> EngineJson.writeBlock(out, blockHash));
    }

    private Optional<L2BlockHeader> rawHeader(Consumer<JsonGenerator> block) {
        try {
            Bytes rlp = rpc.call("debug_getRawHeader", block, in -> Bytes.fromHex(in.getString()));
            return rlp.isEmpty() ? Optional.empty() : Optional.of(L2BlockHeader.decode(rlp));
        } catch (JsonRpcRefusal refusal) {
            if (refusal.reason().contains("not found")) {
                return Optional.empty();
            }
            throw unavailable(refusal);
        } catch (MalformedRlpException malformed) {
            throw new EngineDivergedException(
                    "Expected block headers of the Prague fork from the client, found other bytes: "
                            + malformed.getMessage() + " It runs on another genesis than the rollup's.");
        }
    }

    @Override
    public BuildOutcome build(L2BlockAttributes attributes, List<Bytes> transactions) {
        Consumer<JsonGenerator> parameters = out -> {
            out.writeString(attributes.parentHash().toHex());
            EngineJson.writeAttributes(
                    out,
                    attributes.timestamp(),
                    attributes.prevRandao(),
                    attributes.feeRecipient(),
                    attributes.parentBeaconBlockRoot());
            EngineJson.writeTransactions(out, transactions);
            out.writeString(attributes.extraData().toHex());
        };
        try {
            return rpc.call(
                    "testing_buildBlockV1",
                    parameters,
                    in -> new BuildOutcome.Built(readEnvelope(in, attributes, transactions)));
        } catch (JsonRpcRefusal refusal) {
            if (refusal.code() == METHOD_NOT_FOUND) {
                throw unavailable(refusal);
            }
            return RefusalHints.read(refusal.reason());
        }
    }

    private static Payload readEnvelope(JsonParser in, L2BlockAttributes attributes, List<Bytes> transactions) {
        Optional<Payload> payload = Optional.empty();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "executionPayload" -> payload = Optional.of(EngineJson.readPayload(in, attributes, transactions));
                case "executionRequests" -> EngineJson.requireEmptyArray(in, name);
                default -> in.skipChildren();
            }
        }
        return payload.orElseThrow(
                () -> new EngineUnavailableException("Expected an executionPayload from the client, found none."));
    }

    @Override
    public Imported importBlock(Payload payload) {
        Consumer<JsonGenerator> parameters = out -> {
            EngineJson.writePayload(out, payload);
            out.writeStartArray();
            out.writeEndArray();
            out.writeString(payload.parentBeaconBlockRoot().toHex());
            out.writeStartArray();
            out.writeEndArray();
        };
        PayloadStatus status = callEngine("engine_newPayloadV4", parameters, PayloadStatus::read);
        if (status.status().equals(VALID)) {
            return Imported.BESIDE_THE_CHAIN;
        }
        if (status.status().startsWith(INVALID)) {
            throw new EngineDivergedException("Expected the client to accept block %d (%s), found %s: %s."
                    .formatted(payload.number(), payload.blockHash(), status.status(), status.validationError()));
        }
        LOG.debug("Block {} goes in as head: the client answers {}", payload.number(), status.status());
        importAsHead(payload, status.status());
        return Imported.AS_HEAD;
    }

    /**
     * A geth that was killed before it ever wrote its state comes back at genesis and, until it is started again, takes itself
     * for one that syncs from peers: it answers SYNCING to every new payload. Building the block anew on its head works all the same.
     */
    private void importAsHead(Payload payload, String refusal) {
        if (!head().hash().equals(payload.parentHash())
                && (setHead(payload.parentHash(), Optional.empty(), Optional.empty()) != HeadChange.DONE
                        || !head().hash().equals(payload.parentHash()))) {
            throw new EngineUnavailableException(
                    "Expected the client to execute block %d (%s), found %s: it lacks the parent."
                            .formatted(payload.number(), payload.blockHash(), refusal));
        }
        Consumer<JsonGenerator> parameters = out -> {
            EngineJson.writeAttributes(
                    out,
                    payload.timestamp(),
                    payload.prevRandao(),
                    payload.feeRecipient(),
                    payload.parentBeaconBlockRoot());
            EngineJson.writeTransactions(out, payload.transactions());
            out.writeString(payload.extraData().toHex());
        };
        Hash32 built;
        try {
            built = rpc.call("testing_commitBlockV1", parameters, in -> Hash32.fromHex(in.getString()));
        } catch (JsonRpcRefusal rpcRefusal) {
            throw unavailable(rpcRefusal);
        }
        if (!built.equals(payload.blockHash())) {
            throw new EngineDivergedException("Expected the client to build block %d as %s, found %s."
                    .formatted(payload.number(), payload.blockHash(), built));
        }
    }

    @Override
    public HeadChange setHead(Hash32 head, Optional<Hash32> safe, Optional<Hash32> finalized) {
        Consumer<JsonGenerator> parameters = out -> {
            out.writeStartObject();
            out.writeStringProperty("headBlockHash", head.toHex());
            out.writeStringProperty("safeBlockHash", safe.orElse(Hash32.ZERO).toHex());
            out.writeStringProperty(
                    "finalizedBlockHash", finalized.orElse(Hash32.ZERO).toHex());
            out.writeEndObject();
        };
        try {
            String status = engine.call("engine_forkchoiceUpdatedV3", parameters, GethEngine::readForkChoice);
            return status.equals(VALID) ? HeadChange.DONE : HeadChange.UNKNOWN_BLOCK;
        } catch (JsonRpcRefusal refusal) {
            if (refusal.code() == INVALID_FORKCHOICE_STATE) {
                return HeadChange.UNKNOWN_BLOCK;
            }
            throw unavailable(refusal);
        }
    }

    private static String readForkChoice(JsonParser in) {
        String status = "";
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("payloadStatus")) {
                status = PayloadStatus.read(in).status();
            } else {
                in.skipChildren();
            }
        }
        return status;
    }

    @Override
    public void rollbackTo(long number) {
        try {
            rpc.call("debug_setHead", out -> out.writeString(EngineJson.quantity(number)), in -> {
                in.skipChildren();
                return number;
            });
        } catch (JsonRpcRefusal refusal) {
            throw new EngineDivergedException(
                    "Expected the client to go back to block %d, found: %s. Stop it, delete its chain "
                                    .formatted(number, refusal.reason())
                            + "data and start it again with the rollup's genesis: the stored batches are replayed.");
        }
    }

    @Override
    public List<Receipt> receipts(Hash32 blockHash) {
        return reads.receipts(blockHash);
    }

    @Override
    public Map<Address, L2State.Account> accounts(Collection<Address> addresses, Hash32 blockHash) {
        return reads.accounts(addresses, out -> EngineJson.writeBlock(out, blockHash));
    }

    @Override
    public Map<Address, L2State.Account> accounts(Collection<Address> addresses, long blockNumber) {
        return reads.accounts(addresses, out -> out.writeString(EngineJson.quantity(blockNumber)));
    }

    @Override
    public AccountChanges changes(Hash32 blockHash, Set<Address> tracked) {
        return reads.changes(blockHash, tracked);
    }

    private <T> T callEngine(String method, Consumer<JsonGenerator> parameters, JsonRpcClient.ResultReader<T> reader) {
        try {
            return engine.call(method, parameters, reader);
        } catch (JsonRpcRefusal refusal) {
            throw unavailable(refusal);
        }
    }

    /** What a refusal means to those who asked for what every such client does. */
    public static EngineUnavailableException unavailable(JsonRpcRefusal refusal) {
        String remedy = refusal.code() == METHOD_NOT_FOUND
                ? " Start it with --http.api eth,net,web3,debug,testing on a private port."
                : "";
        return new EngineUnavailableException(refusal.getMessage() + remedy, refusal);
    }

    /** {@code PayloadStatusV1}. */
    private record PayloadStatus(String status, String validationError) {
        static PayloadStatus read(JsonParser in) {
            String status = "";
            String error = "";
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "status" -> status = EngineJson.text(in);
                    case "validationError" -> error = EngineJson.text(in);
                    default -> in.skipChildren();
                }
            }
            return new PayloadStatus(status, error);
        }
    }
}
