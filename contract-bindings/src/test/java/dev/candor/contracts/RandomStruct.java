package dev.candor.contracts;

import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.util.BigIntegers;
import org.web3j.abi.TypeDecoder;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;

/** A Solidity struct of random values, which is a Java record of the protocol too: members pair up by their names. */
record RandomStruct(List<ReferenceHarness.Member> members, Map<String, BigInteger> values) {
    /** Where Java's names are other ones. */
    private static final Map<String, String> SOLIDITY_NAMES =
            Map.of("index", "seqOrForcedIndex", "orderingCode", "ordering");

    static RandomStruct of(List<ReferenceHarness.Member> members, Random random) {
        Map<String, BigInteger> values = new LinkedHashMap<>();
        members.forEach(member -> values.put(member.name(), random(bits(member.type()), random)));
        return new RandomStruct(members, values);
    }

    RandomStruct with(String member, long value) {
        Map<String, BigInteger> changed = new LinkedHashMap<>(values);
        changed.put(member, BigInteger.valueOf(value));
        return new RandomStruct(members, changed);
    }

    static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    StaticStruct toSolidity() {
        List<Type> types = new ArrayList<>();
        members.forEach(member -> types.add(solidity(member.type(), value(member.name()))));
        return new StaticStruct(types);
    }

    Object toJava(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] parameters = new Class<?>[components.length];
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                String name = components[i].getName();
                parameters[i] = components[i].getType();
                arguments[i] = java(parameters[i], value(SOLIDITY_NAMES.getOrDefault(name, name)));
            }
            return type.getDeclaredConstructor(parameters).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected a record of " + type, e);
        }
    }

    private BigInteger value(String member) {
        BigInteger value = values.get(member);
        if (value == null) {
            throw new IllegalStateException("Expected the member " + member + " in Solidity too, found " + values);
        }
        return value;
    }

    private static Object java(Class<?> type, BigInteger value) throws ReflectiveOperationException {
        if (type == long.class) {
            return value.longValue();
        }
        if (type == int.class) {
            return value.intValue();
        }
        if (type == BigInteger.class) {
            return value;
        }
        if (type == Hash32.class) {
            return Hash32.wrap(BigIntegers.asUnsignedByteArray(Hash32.SIZE, value));
        }
        if (type == Address.class) {
            return Address.wrap(BigIntegers.asUnsignedByteArray(Address.SIZE, value));
        }
        if (type == Outcome.class) {
            return Outcome.ofCode(value.intValue());
        }
        if (type == OrderLeaf.Kind.class) {
            return OrderLeaf.Kind.values()[value.intValue()];
        }
        Constructor<?> ofLong = type.getDeclaredConstructor(long.class);
        return ofLong.newInstance(value.longValue());
    }

    private static Type<?> solidity(String type, BigInteger value) {
        try {
            Object argument = switch (type) {
                case "bytes32" -> BigIntegers.asUnsignedByteArray(Hash32.SIZE, value);
                case "address" ->
                    Address.wrap(BigIntegers.asUnsignedByteArray(Address.SIZE, value))
                            .toHex();
                default -> value;
            };
            return TypeDecoder.instantiateType(type, argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected a Solidity type, found " + type, e);
        }
    }

    private static int bits(String type) {
        return switch (type) {
            case "bytes32" -> 256;
            case "address" -> 160;
            default -> Integer.parseInt(type.substring("uint".length()));
        };
    }

    /** Of any width up to {@code bits}; zero and the largest value more often than by chance. */
    private static BigInteger random(int bits, Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            case 2, 3 -> new BigInteger(1 + random.nextInt(bits), random);
            default -> new BigInteger(bits, random);
        };
    }
}
