package dev.candor.l1.transactions;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.abi.datatypes.Type;
import org.web3j.utils.Numeric;

/** Reads custom errors out of revert data. Immutable. */
public final class ContractErrors {
    private static final int SELECTOR_BYTES = 4;
    private static final int SELECTOR_CHARACTERS = 2 + 2 * SELECTOR_BYTES;

    private final Map<String, CustomError> bySelector;

    private ContractErrors(Map<String, CustomError> bySelector) {
        this.bySelector = bySelector;
    }

    /** The errors that the generated wrappers of contracts declare. */
    public static ContractErrors of(Class<?>... wrappers) {
        Map<String, CustomError> errors = new HashMap<>();
        for (Class<?> wrapper : wrappers) {
            errors.putAll(bySelector(wrapper));
        }
        return new ContractErrors(Map.copyOf(errors));
    }

    /**
     * @param name the Solidity name
     * @param values in the order of the error's arguments, as numbers, or 0x-hex
     */
    public record ContractError(String name, List<String> values) {
        @Override
        public String toString() {
            return name + values.stream().collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** @param data revert data as nodes give it: 0x-hex, sometimes in quotes, or nothing */
    public Optional<ContractError> decode(@Nullable String data) {
        String hex = data == null ? "" : data.replace("\"", "");
        if (hex.length() < SELECTOR_CHARACTERS) {
            return Optional.empty();
        }
        CustomError error = bySelector.get(hex.substring(0, SELECTOR_CHARACTERS));
        if (error == null) {
            return Optional.empty();
        }
        List<Type> values =
                FunctionReturnDecoder.decode("0x" + hex.substring(SELECTOR_CHARACTERS), error.getParameters());
        return Optional.of(new ContractError(
                error.getName(), values.stream().map(ContractErrors::text).toList()));
    }

    private static String text(Type<?> value) {
        return value.getValue() instanceof byte[] bytes ? Numeric.toHexString(bytes) : String.valueOf(value.getValue());
    }

    private static Map<String, CustomError> bySelector(Class<?> wrapper) {
        Map<String, CustomError> errors = new HashMap<>();
        for (Field field : wrapper.getFields()) {
            if (field.getType() == CustomError.class) {
                try {
                    CustomError error = (CustomError) field.get(null);
                    errors.put(CustomErrorEncoder.encode(error).substring(0, SELECTOR_CHARACTERS), error);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("Expected to read the generated constant " + field, e);
                }
            }
        }
        return Map.copyOf(errors);
    }
}
