package dev.candor.audit.findings.evidence;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Members of signed objects in the order of their type: for JSON and as {@code abi.encode} of the struct. */
final class ObjectForms {
    private ObjectForms() {}

    /** One member with its name; the value is a {@link Hash32}, an {@link Address}, a Long (uint64) or an Integer. */
    private record Member(String name, Object value) {
        Object json() {
            return switch (value) {
                case Hash32 hash -> hash.toHex();
                case Address address -> Eip55.format(address);
                case Long number -> Long.toUnsignedString(number);
                default -> value;
            };
        }
    }

    /** The struct's name with its members. */
    private record Form(String type, List<Member> members) {}

    /** {@code {"type", "value", "abi"}}; abi is the struct's members, one word each, without the type hash. */
    static Map<String, Object> json(SignedObject object) {
        Form form = form(object);
        Map<String, Object> value = new LinkedHashMap<>();
        form.members().forEach(member -> value.put(member.name(), member.json()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", form.type());
        json.put("value", value);
        json.put("abi", abi(form.members()).toHex());
        return json;
    }

    private static Bytes abi(List<Member> members) {
        AbiWords words = new AbiWords(members.size());
        for (Member member : members) {
            switch (member.value()) {
                case Hash32 hash -> words.bytes32(hash);
                case Address address -> words.address(address);
                case Long number -> words.uint64(number);
                default -> words.uint32((Integer) member.value());
            }
        }
        return Bytes.wrap(words.finish());
    }

    private static Form form(SignedObject object) {
        return switch (object) {
            case InclusionPromise promise -> new Form("InclusionPromise", members(promise));
            case Cut cut -> new Form("Cut", members(cut));
            case BatchHeader header -> new Form("BatchHeader", members(header));
            case ExecutionStatement statement -> new Form("ExecutionStatement", members(statement));
            case DataStatement statement -> new Form("DataStatement", members(statement));
            case LogCheckpoint checkpoint ->
                new Form(
                        "LogCheckpoint",
                        new Members()
                                .add("originHash", checkpoint.originHash())
                                .add("size", checkpoint.size())
                                .add("root", checkpoint.root())
                                .list());
            default ->
                throw new IllegalArgumentException("Expected an object that findings show, found "
                        + object.getClass().getSimpleName() + ".");
        };
    }

    private static List<Member> members(InclusionPromise promise) {
        return new Members()
                .add("rollupId", promise.rollupId().value())
                .add("seq", promise.seq().value())
                .add("txHash", promise.txHash())
                .add("sender", promise.sender())
                .add("nonce", promise.nonce())
                .add("receivedAtMillis", promise.receivedAtMillis())
                .add("includeBy", promise.includeBy())
                .add("policyHash", promise.policyHash())
                .list();
    }

    private static List<Member> members(Cut cut) {
        return new Members()
                .add("rollupId", cut.rollupId().value())
                .add("generation", cut.generation().value())
                .add("number", cut.number().value())
                .add("parentHash", cut.parentHash())
                .add("firstSeq", cut.firstSeq().value())
                .add("seqCount", cut.seqCount())
                .add("cutRoot", cut.cutRoot())
                .add("forcedThrough", cut.forcedThrough())
                .add("depositsThrough", cut.depositsThrough())
                .add("sealedAtMillis", cut.sealedAtMillis())
                .add("policyHash", cut.policyHash())
                .add("l1OriginNumber", cut.l1OriginNumber())
                .add("l1OriginHash", cut.l1OriginHash())
                .list();
    }

    private static List<Member> members(BatchHeader header) {
        return new Members()
                .add("rollupId", header.rollupId().value())
                .add("generation", header.generation().value())
                .add("number", header.number().value())
                .add("parentHash", header.parentHash())
                .add("firstSeq", header.firstSeq().value())
                .add("seqCount", header.seqCount())
                .add("txCount", header.txCount())
                .add("cutRoot", header.cutRoot())
                .add("arrivalRoot", header.arrivalRoot())
                .add("orderRoot", header.orderRoot())
                .add("beaconKind", header.beaconKind())
                .add("seed", header.seed())
                .add("policyHash", header.policyHash())
                .add("sealedAtMillis", header.sealedAtMillis())
                .add("forcedThrough", header.forcedThrough())
                .add("depositsThrough", header.depositsThrough())
                .add("l1OriginNumber", header.l1OriginNumber())
                .add("l1OriginHash", header.l1OriginHash())
                .list();
    }

    private static List<Member> members(ExecutionStatement statement) {
        return new Members()
                .add("rollupId", statement.rollupId().value())
                .add("generation", statement.generation().value())
                .add("number", statement.number().value())
                .add("batchHash", statement.batchHash())
                .add("l2BlockHash", statement.l2BlockHash())
                .add("stateRoot", statement.stateRoot())
                .add("receiptsRoot", statement.receiptsRoot())
                .add("outcomesRoot", statement.outcomesRoot())
                .add("gasUsed", statement.gasUsed())
                .list();
    }

    private static List<Member> members(DataStatement statement) {
        return new Members()
                .add("rollupId", statement.rollupId().value())
                .add("generation", statement.generation().value())
                .add("number", statement.number().value())
                .add("batchHash", statement.batchHash())
                .add("dataHash", statement.dataHash())
                .list();
    }

    private static final class Members {
        private final List<Member> members = new ArrayList<>();

        Members add(String name, Object value) {
            members.add(new Member(name, value));
            return this;
        }

        List<Member> list() {
            return List.copyOf(members);
        }
    }
}
