package dev.candor.execution;

import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.rlp.RlpReader;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What geth says of blocks and states it keeps, those of side blocks too. */
final class GethReads {
    /** geth's default {@code --rpc.batch-request-limit}. */
    private static final int MAX_CALLS_PER_REQUEST = 1000;

    private static final List<String> ACCOUNT_METHODS =
            List.of("eth_getTransactionCount", "eth_getBalance", "eth_getCode");
    private static final int ADDRESSES_PER_REQUEST = MAX_CALLS_PER_REQUEST / ACCOUNT_METHODS.size();

    /** EIP-7702: 0xef0100 and an address. */
    private static final String DELEGATION_PREFIX = "0xef0100";

    private static final int DELEGATION_HEX_CHARS = 2 + 2 * 23;
    private static final int MAX_TYPE_BYTE = 0x7f;

    /** A block full of the cheapest instructions takes a traced execution tens of seconds; giving up would stop the rollup. */
    private static final Duration TRACE_LIMIT = Duration.ofMinutes(3);

    private final JsonRpcClient rpc;
    private final JsonRpcClient tracing;

    GethReads(JsonRpcClient rpc) {
        this.rpc = rpc;
        this.tracing = rpc.withLimit(TRACE_LIMIT);
    }

    Map<Address, L2State.Account> accounts(Collection<Address> addresses, Consumer<JsonGenerator> block) {
        List<Address> all = List.copyOf(addresses);
        Map<Address, L2State.Account> accounts = HashMap.newHashMap(all.size());
        for (int from = 0; from < all.size(); from += ADDRESSES_PER_REQUEST) {
            List<Address> page = all.subList(from, Math.min(all.size(), from + ADDRESSES_PER_REQUEST));
            List<String> answers = accountAnswers(page, block);
            for (int i = 0; i < page.size(); i++) {
                int first = i * ACCOUNT_METHODS.size();
                accounts.put(page.get(i), account(answers.subList(first, first + ACCOUNT_METHODS.size())));
            }
        }
        return accounts;
    }

    private List<String> accountAnswers(List<Address> page, Consumer<JsonGenerator> block) {
        List<JsonRpcClient.Call> calls = new ArrayList<>(page.size() * ACCOUNT_METHODS.size());
        for (Address address : page) {
            for (String method : ACCOUNT_METHODS) {
                calls.add(new JsonRpcClient.Call(method, out -> {
                    out.writeString(address.toHex());
                    block.accept(out);
                }));
            }
        }
        try {
            return rpc.batch(calls, JsonParser::getString);
        } catch (JsonRpcRefusal refusal) {
            throw GethEngine.unavailable(refusal);
        }
    }

    private static L2State.Account account(List<String> answers) {
        String code = answers.get(2);
        boolean delegated = code.length() == DELEGATION_HEX_CHARS && code.startsWith(DELEGATION_PREFIX);
        boolean contract = code.length() > 2 && !delegated;
        return new L2State.Account(
                EngineJson.number(answers.get(0)), EngineJson.bigNumber(answers.get(1)), delegated, contract);
    }

    List<ExecutionEngine.Receipt> receipts(Hash32 blockHash) {
        try {
            return rpc.call(
                    "debug_getRawReceipts", out -> EngineJson.writeBlock(out, blockHash), GethReads::readReceipts);
        } catch (JsonRpcRefusal refusal) {
            throw GethEngine.unavailable(refusal);
        }
    }

    private static List<ExecutionEngine.Receipt> readReceipts(JsonParser in) {
        List<ExecutionEngine.Receipt> receipts = new ArrayList<>();
        long cumulative = 0;
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            try {
                ExecutionEngine.Receipt receipt = receipt(Bytes.fromHex(in.getString()), cumulative);
                cumulative = receipt.cumulativeGasUsed();
                receipts.add(receipt);
            } catch (MalformedRlpException malformed) {
                throw new EngineDivergedException(
                        "Expected receipts as EIP-2718 encodes them, found other bytes at index " + receipts.size()
                                + ": " + malformed.getMessage());
            }
        }
        return receipts;
    }

    /** EIP-2718: a type byte, unless it is 0, then status, cumulative gas, bloom, logs. */
    private static ExecutionEngine.Receipt receipt(Bytes encoded, long cumulativeBefore) throws MalformedRlpException {
        int offset = encoded.get(0) <= MAX_TYPE_BYTE ? 1 : 0;
        RlpReader fields = RlpReader.of(encoded.readOnlyArray(), offset).list("the receipt");
        boolean succeeded = fields.uint64("status") == 1;
        long cumulative = fields.uint64("cumulativeGasUsed");
        return new ExecutionEngine.Receipt(succeeded, cumulative - cumulativeBefore, cumulative);
    }

    /** Re-executes the block with geth's prestate tracer: of every transaction the accounts before and after. */
    AccountChanges changes(Hash32 blockHash, Set<Address> tracked) {
        Consumer<JsonGenerator> parameters = out -> {
            out.writeString(blockHash.toHex());
            out.writeStartObject();
            out.writeStringProperty("tracer", "prestateTracer");
            out.writeStringProperty("timeout", TRACE_LIMIT.toSeconds() + "s");
            out.writeName("tracerConfig");
            out.writeStartObject();
            for (String option : List.of("diffMode", "disableCode", "disableStorage")) {
                out.writeName(option);
                out.writeBoolean(true);
            }
            out.writeEndObject();
            out.writeEndObject();
        };
        try {
            return tracing.call("debug_traceBlockByHash", parameters, in -> readChanges(in, tracked));
        } catch (JsonRpcRefusal refusal) {
            throw GethEngine.unavailable(refusal);
        }
    }

    private static AccountChanges readChanges(JsonParser in, Set<Address> tracked) {
        AccountChanges.Builder changes = new AccountChanges.Builder();
        for (int index = 0; in.nextToken() == JsonToken.START_OBJECT; index++) {
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals("result")) {
                    readTransaction(in, index, tracked, changes);
                } else {
                    in.skipChildren();
                }
            }
        }
        return changes.build();
    }

    /** {@code pre} and {@code post} of one transaction; an account that is in {@code pre} only ceased to exist. */
    private static void readTransaction(
            JsonParser in, int index, Set<Address> tracked, AccountChanges.Builder changes) {
        Map<Address, AccountChanges.Change> before = Map.of();
        Map<Address, AccountChanges.Change> after = Map.of();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "pre" -> before = readAccounts(in, index, tracked);
                case "post" -> after = readAccounts(in, index, tracked);
                default -> in.skipChildren();
            }
        }
        after.forEach(changes::add);
        for (Address address : before.keySet()) {
            if (!after.containsKey(address)) {
                changes.add(
                        address, new AccountChanges.Change(index, OptionalLong.of(0), Optional.of(BigInteger.ZERO)));
            }
        }
    }

    private static Map<Address, AccountChanges.Change> readAccounts(JsonParser in, int index, Set<Address> tracked) {
        Map<Address, AccountChanges.Change> accounts = new HashMap<>();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            Address address = Address.fromHex(in.currentName());
            in.nextToken();
            if (tracked.contains(address)) {
                accounts.put(address, readChange(in, index));
            } else {
                in.skipChildren();
            }
        }
        return accounts;
    }

    private static AccountChanges.Change readChange(JsonParser in, int index) {
        OptionalLong nonce = OptionalLong.empty();
        Optional<BigInteger> balance = Optional.empty();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "nonce" -> nonce = OptionalLong.of(in.getLongValue());
                case "balance" -> balance = Optional.of(EngineJson.bigNumber(in.getString()));
                default -> in.skipChildren();
            }
        }
        return new AccountChanges.Change(index, nonce, balance);
    }
}
