package dev.candor.dispute.courtlog;

import dev.candor.contracts.BondVault;
import dev.candor.contracts.DisputeCourt;
import dev.candor.contracts.FaultRegister;
import dev.candor.protocol.types.Hash32;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.datatypes.Event;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;

/** Reads logs by the generated wrappers of the court's contracts. Immutable. */
final class EventDecoder {
    private static final List<Class<?>> WRAPPERS = List.of(FaultRegister.class, BondVault.class, DisputeCourt.class);
    private static final List<String> SUBJECTS = List.of("faultId", "disputeId", "commitment");

    private final Map<String, Known> byTopic = new HashMap<>();

    private record Known(String name, Method read) {}

    EventDecoder() {
        for (Class<?> wrapper : WRAPPERS) {
            for (Field field : wrapper.getFields()) {
                if (field.getType() == Event.class) {
                    add(wrapper, field);
                }
            }
        }
    }

    private void add(Class<?> wrapper, Field field) {
        try {
            Event event = (Event) field.get(null);
            Method read = wrapper.getMethod("get" + event.getName() + "EventFromLog", Log.class);
            byTopic.put(EventEncoder.encode(event), new Known(event.getName(), read));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected to read the generated " + field, e);
        }
    }

    /** Empty for what is about no fault, dispute or commitment. */
    Optional<CourtEvent> decode(Log entry) {
        Known known = entry.getTopics().isEmpty()
                ? null
                : byTopic.get(entry.getTopics().getFirst());
        if (known == null) {
            return Optional.empty();
        }
        Map<String, String> members = members(known, entry);
        return SUBJECTS.stream()
                .flatMap(name -> Optional.ofNullable(members.get(name)).stream())
                .findFirst()
                .map(subject -> new CourtEvent(
                        known.name(),
                        Hash32.fromHex(subject),
                        members,
                        entry.getBlockNumber().longValueExact(),
                        Hash32.fromHex(entry.getBlockHash()),
                        Hash32.fromHex(entry.getTransactionHash()),
                        entry.getLogIndex().intValueExact()));
    }

    private static Map<String, String> members(Known known, Log entry) {
        try {
            Object response = known.read().invoke(null, entry);
            Map<String, String> members = new LinkedHashMap<>();
            for (Field field : response.getClass().getDeclaredFields()) {
                if (Modifier.isPublic(field.getModifiers())) {
                    members.put(field.getName(), text(field.get(response)));
                }
            }
            return members;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected to read %s out of %s".formatted(known.name(), entry), e);
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case byte[] bytes -> Numeric.toHexString(bytes);
            case BigInteger number -> number.toString();
            default -> String.valueOf(value);
        };
    }
}
