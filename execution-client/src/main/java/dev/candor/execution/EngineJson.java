package dev.candor.execution;

import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The JSON of the Engine API (execution-apis, {@code PayloadAttributesV3}, {@code ExecutionPayloadV3}): quantities and data as 0x-hex. */
public final class EngineJson {
    private static final int HEX = 16;

    private EngineJson() {}

    static void writeAttributes(
            JsonGenerator out, long timestamp, Hash32 prevRandao, Address feeRecipient, Hash32 parentBeaconBlockRoot) {
        out.writeStartObject();
        out.writeStringProperty("timestamp", quantity(timestamp));
        out.writeStringProperty("prevRandao", prevRandao.toHex());
        out.writeStringProperty("suggestedFeeRecipient", feeRecipient.toHex());
        writeEmptyArray(out, "withdrawals");
        out.writeStringProperty("parentBeaconBlockRoot", parentBeaconBlockRoot.toHex());
        out.writeEndObject();
    }

    static void writeTransactions(JsonGenerator out, List<Bytes> transactions) {
        out.writeStartArray();
        transactions.forEach(transaction -> out.writeString(transaction.toHex()));
        out.writeEndArray();
    }

    static void writePayload(JsonGenerator out, Payload payload) {
        out.writeStartObject();
        out.writeStringProperty("parentHash", payload.parentHash().toHex());
        out.writeStringProperty("feeRecipient", payload.feeRecipient().toHex());
        out.writeStringProperty("stateRoot", payload.stateRoot().toHex());
        out.writeStringProperty("receiptsRoot", payload.receiptsRoot().toHex());
        out.writeStringProperty("logsBloom", payload.logsBloom().toHex());
        out.writeStringProperty("prevRandao", payload.prevRandao().toHex());
        out.writeStringProperty("blockNumber", quantity(payload.number()));
        out.writeStringProperty("gasLimit", quantity(payload.gasLimit()));
        out.writeStringProperty("gasUsed", quantity(payload.gasUsed()));
        out.writeStringProperty("timestamp", quantity(payload.timestamp()));
        out.writeStringProperty("extraData", payload.extraData().toHex());
        out.writeStringProperty("baseFeePerGas", quantity(payload.baseFeePerGas()));
        out.writeStringProperty("blockHash", payload.blockHash().toHex());
        out.writeName("transactions");
        writeTransactions(out, payload.transactions());
        writeEmptyArray(out, "withdrawals");
        out.writeStringProperty("blobGasUsed", quantity(0));
        out.writeStringProperty("excessBlobGas", quantity(0));
        out.writeEndObject();
    }

    static void writeEmptyArray(JsonGenerator out, String name) {
        out.writeName(name);
        out.writeStartArray();
        out.writeEndArray();
    }

    /**
     * Reads the {@code executionPayload} of a block that was to be built of these transactions.
     *
     * @throws EngineDivergedException the block has other transactions, or withdrawals, or blobs
     */
    static Payload readPayload(JsonParser in, L2BlockAttributes attributes, List<Bytes> transactions) {
        PayloadFields fields = new PayloadFields();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "transactions" -> requireSame(in, transactions);
                case "withdrawals" -> requireEmptyArray(in, name);
                default -> fields.take(name, text(in));
            }
        }
        fields.requireNoBlobs();
        return new Payload(
                Hash32.fromHex(fields.get("blockHash")),
                Hash32.fromHex(fields.get("parentHash")),
                Address.fromHex(fields.get("feeRecipient")),
                Hash32.fromHex(fields.get("stateRoot")),
                Hash32.fromHex(fields.get("receiptsRoot")),
                Bytes.fromHex(fields.get("logsBloom")),
                Hash32.fromHex(fields.get("prevRandao")),
                number(fields.get("blockNumber")),
                number(fields.get("gasLimit")),
                number(fields.get("gasUsed")),
                number(fields.get("timestamp")),
                Bytes.fromHex(fields.get("extraData")),
                bigNumber(fields.get("baseFeePerGas")),
                attributes.parentBeaconBlockRoot(),
                transactions);
    }

    /** Reads {@code executionRequests}: none, whatever way the client says so. */
    static void requireEmptyArray(JsonParser in, String name) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (in.currentToken() != JsonToken.START_ARRAY || in.nextToken() != JsonToken.END_ARRAY) {
            throw new EngineDivergedException("Expected a block without " + name + ", found some: the client's genesis "
                    + "differs from spec/protocol.md section 6.");
        }
    }

    private static void requireSame(JsonParser in, List<Bytes> transactions) {
        int index = 0;
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            if (index >= transactions.size() || !Bytes.fromHex(in.getString()).equals(transactions.get(index))) {
                throw new EngineDivergedException(
                        "Expected the client to build a block of the %d transactions asked for, found another one at index %d."
                                .formatted(transactions.size(), index));
            }
            index++;
        }
        if (index != transactions.size()) {
            throw new EngineDivergedException(
                    "Expected the client to build a block of the %d transactions asked for, found %d."
                            .formatted(transactions.size(), index));
        }
    }

    static String text(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        in.skipChildren();
        return "";
    }

    static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String quantity(BigInteger value) {
        return "0x" + value.toString(HEX);
    }

    public static long number(String quantity) {
        return Long.parseUnsignedLong(digits(quantity), HEX);
    }

    static BigInteger bigNumber(String quantity) {
        return new BigInteger(digits(quantity), HEX);
    }

    /** A block as EIP-1898 names it; works for blocks that are not canonical. */
    public static void writeBlock(JsonGenerator out, Hash32 blockHash) {
        out.writeStartObject();
        out.writeStringProperty("blockHash", blockHash.toHex());
        out.writeEndObject();
    }

    private static String digits(String quantity) {
        if (!quantity.startsWith("0x")) {
            throw new IllegalArgumentException("Expected a 0x-hex quantity, found \"" + quantity + "\".");
        }
        return quantity.substring(2);
    }

    /** The members of a payload that are strings. */
    private static final class PayloadFields {
        private final java.util.Map<String, String> values = new java.util.HashMap<>();

        void take(String name, String value) {
            values.put(name, value);
        }

        String get(String name) {
            @Nullable String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("Expected a payload with " + name + ", found none.");
            }
            return value;
        }

        void requireNoBlobs() {
            if (number(get("blobGasUsed")) != 0 || number(get("excessBlobGas")) != 0) {
                throw new EngineDivergedException("Expected a block without blob gas, found " + get("blobGasUsed")
                        + " used and " + get("excessBlobGas") + " in excess.");
            }
        }
    }
}
