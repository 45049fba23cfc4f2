package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The positional parameters of a call, read by type; every reader throws {@link InvalidParamsException}. */
public final class RpcParams {
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(RpcParser.MAX_DEPTH)
                    .build())
            .build());
    private static final String HEX_PREFIX = "0x";
    private static final int MAX_QUANTITY_DIGITS = 16;

    private final JsonNode array;

    private RpcParams(JsonNode array) {
        this.array = array;
    }

    /** @param maximum parameters; more are refused */
    public static RpcParams of(RpcCall call, int minimum, int maximum) {
        JsonNode params;
        try {
            params = MAPPER.readTree(call.params().readOnlyArray());
        } catch (JacksonException e) {
            throw new InvalidParamsException("invalid params: expected JSON within bounds");
        }
        if (!params.isArray()) {
            throw new InvalidParamsException("invalid params: expected an array, found named parameters");
        }
        if (params.size() < minimum || params.size() > maximum) {
            String expected = minimum == maximum ? String.valueOf(minimum) : minimum + " to " + maximum;
            throw new InvalidParamsException(
                    "invalid params: expected " + expected + " parameters, found " + params.size());
        }
        return new RpcParams(params);
    }

    public boolean has(int index) {
        return index < array.size() && !array.get(index).isNull();
    }

    /** The parameter whatever its type. */
    public Optional<JsonNode> node(int index) {
        return has(index) ? Optional.of(array.get(index)) : Optional.empty();
    }

    public String text(int index) {
        if (!has(index) || !array.get(index).isString()) {
            throw new InvalidParamsException("invalid params: expected a string as parameter " + (index + 1));
        }
        return array.get(index).stringValue();
    }

    public Hash32 hash(int index) {
        return Hash32.wrap(hex(index, Hash32.SIZE).toArray());
    }

    public Address address(int index) {
        return Address.wrap(hex(index, Address.SIZE).toArray());
    }

    /** A number, or an Ethereum quantity in hex, of at most 63 bits. */
    public long number(int index) {
        JsonNode node = node(index)
                .orElseThrow(() ->
                        new InvalidParamsException("invalid params: expected a number as parameter " + (index + 1)));
        if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
            return node.longValue();
        }
        String digits = node.isString() ? node.stringValue() : "";
        boolean isQuantity = digits.startsWith(HEX_PREFIX)
                && digits.length() > HEX_PREFIX.length()
                && digits.length() <= HEX_PREFIX.length() + MAX_QUANTITY_DIGITS;
        try {
            long value = isQuantity ? Long.parseUnsignedLong(digits, 2, digits.length(), 16) : -1;
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notANumber(index);
        }
        throw notANumber(index);
    }

    private static InvalidParamsException notANumber(int index) {
        return new InvalidParamsException(
                "invalid params: expected a number below 2^63, decimal or 0x-hex, as parameter " + (index + 1));
    }

    private Bytes hex(int index, int size) {
        String text = text(index);
        boolean isSized = text.startsWith(HEX_PREFIX) && text.length() == HEX_PREFIX.length() + 2 * size;
        return Optional.of(text)
                .filter(t -> isSized)
                .flatMap(HexText::parse)
                .orElseThrow(() -> new InvalidParamsException(
                        "invalid params: expected 0x and " + 2 * size + " hex digits as parameter " + (index + 1)));
    }
}
