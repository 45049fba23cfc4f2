package dev.candor.sequencer.execution;

import dev.candor.execution.EngineJson;
import dev.candor.execution.GethEngine;
import dev.candor.execution.JsonRpcClient;
import dev.candor.execution.JsonRpcRefusal;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Witnesses by geth's {@code debug_executionWitness}, completed where another kind of client reads more than geth does. */
final class GethWitnesses implements ExecutionWitnesses {
    /**
     * The caller of the system contracts (EIP-4788, EIP-2935). geth never looks it up; clients that treat it as any other sender
     * need to see that it has no account.
     */
    private static final Address SYSTEM = Address.fromHex("0xfffffffffffffffffffffffffffffffffffffffe");

    private static final Hash32 NO_CODE = Keccak256.hash(Bytes.EMPTY);
    private static final String STATE_FORGOTTEN = "missing trie node";
    private static final int MAX_PROOFS_PER_REQUEST = 500;

    private final JsonRpcClient rpc;

    GethWitnesses(JsonRpcClient rpc) {
        this.rpc = rpc;
    }

    /** @param headers hashes by number; the parent's is the last */
    private record Replay(SortedSet<Bytes> state, SortedSet<Bytes> codes, SortedMap<Long, Hash32> headers) {}

    private record AccountProof(List<Bytes> nodes, Hash32 codeHash) {}

    @Override
    public Optional<ExecutionWitness> of(Hash32 blockHash, Hash32 parentHash, Set<Address> further) {
        try {
            Replay replay = rpc.call(
                    "debug_executionWitness", out -> EngineJson.writeBlock(out, blockHash), GethWitnesses::readReplay);
            Set<Address> accounts = new HashSet<>(further);
            accounts.add(SYSTEM);
            addAccounts(replay, List.copyOf(accounts), parentHash);
            Bytes block = raw("debug_getRawBlock", List.of(blockHash)).getFirst();
            Bytes parent = raw("debug_getRawHeader", List.of(parentHash)).getFirst();
            List<Hash32> below = replay.headers().values().stream()
                    .filter(hash -> !hash.equals(parentHash))
                    .toList();
            List<Bytes> headers = below.isEmpty() ? List.of() : raw("debug_getRawHeader", below);
            return Optional.of(new ExecutionWitness(parent, block, replay.state(), replay.codes(), headers));
        } catch (JsonRpcRefusal refusal) {
            if (refusal.reason().contains(STATE_FORGOTTEN)) {
                return Optional.empty();
            }
            throw GethEngine.unavailable(refusal);
        }
    }

    private List<Bytes> raw(String method, List<Hash32> blocks) {
        List<JsonRpcClient.Call> calls = blocks.stream()
                .map(hash -> new JsonRpcClient.Call(method, out -> EngineJson.writeBlock(out, hash)))
                .toList();
        return rpc.batch(calls, in -> Bytes.fromHex(in.getString()));
    }

    private void addAccounts(Replay replay, List<Address> accounts, Hash32 parentHash) {
        for (int from = 0; from < accounts.size(); from += MAX_PROOFS_PER_REQUEST) {
            List<Address> page = accounts.subList(from, Math.min(accounts.size(), from + MAX_PROOFS_PER_REQUEST));
            List<AccountProof> proofs = rpc.batch(
                    calls("eth_getProof", page, parentHash, GethWitnesses::writeNoSlots),
                    GethWitnesses::readAccountProof);
            List<Address> withCode = new ArrayList<>();
            for (int i = 0; i < page.size(); i++) {
                replay.state().addAll(proofs.get(i).nodes());
                if (!proofs.get(i).codeHash().equals(NO_CODE)
                        && !proofs.get(i).codeHash().equals(Hash32.ZERO)) {
                    withCode.add(page.get(i));
                }
            }
            if (!withCode.isEmpty()) {
                replay.codes()
                        .addAll(rpc.batch(
                                calls("eth_getCode", withCode, parentHash, out -> {}),
                                in -> Bytes.fromHex(in.getString())));
            }
        }
    }

    private static List<JsonRpcClient.Call> calls(
            String method, List<Address> accounts, Hash32 blockHash, Consumer<JsonGenerator> between) {
        return accounts.stream()
                .map(account -> new JsonRpcClient.Call(method, out -> {
                    out.writeString(account.toHex());
                    between.accept(out);
                    EngineJson.writeBlock(out, blockHash);
                }))
                .toList();
    }

    private static void writeNoSlots(JsonGenerator out) {
        out.writeStartArray();
        out.writeEndArray();
    }

    private static AccountProof readAccountProof(JsonParser in) {
        SortedSet<Bytes> nodes = new TreeSet<>();
        Hash32 codeHash = Hash32.ZERO;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "accountProof" -> nodes.addAll(readAll(in));
                case "codeHash" -> codeHash = Hash32.fromHex(in.getString());
                default -> in.skipChildren();
            }
        }
        return new AccountProof(List.copyOf(nodes), codeHash);
    }

    private static Replay readReplay(JsonParser in) {
        Replay replay = new Replay(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "state" -> replay.state().addAll(readAll(in));
                case "codes" -> replay.codes().addAll(readAll(in));
                case "headers" -> readHeaders(in, replay.headers());
                default -> in.skipChildren();
            }
        }
        return replay;
    }

    private static List<Bytes> readAll(JsonParser in) {
        List<Bytes> all = new ArrayList<>();
        while (in.currentToken() != JsonToken.VALUE_NULL && in.nextToken() == JsonToken.VALUE_STRING) {
            all.add(Bytes.fromHex(in.getString()));
        }
        return all;
    }

    private static void readHeaders(JsonParser in, SortedMap<Long, Hash32> headers) {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            long number = -1;
            Hash32 hash = Hash32.ZERO;
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "number" -> number = EngineJson.number(in.getString());
                    case "hash" -> hash = Hash32.fromHex(in.getString());
                    default -> in.skipChildren();
                }
            }
            headers.put(number, hash);
        }
    }
}
