package dev.candor.protocol.vectors;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node of a vector file, with readers for the forms that spec/vectors/README.md names. */
public final class Vectors {
    private static final Path FOLDER = Path.of("..", "spec", "vectors");

    private final JsonNode node;

    private Vectors(JsonNode node) {
        this.node = node;
    }

    /** The file {@code name}.json of spec/vectors. */
    public static Vectors file(String name) {
        return read(FOLDER.resolve(name + ".json"));
    }

    /** Any JSON file, gzipped when its name ends so. */
    public static Vectors read(Path path) {
        try (InputStream in = Files.newInputStream(path);
                InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new Vectors(new JsonMapper().readTree(plain));
        } catch (IOException e) {
            throw new IllegalStateException("Expected the vectors at " + path + ", found none that can be read.", e);
        }
    }

    public Vectors get(String field) {
        JsonNode child = node.get(field);
        if (child == null) {
            throw new IllegalStateException("Expected the field " + field + " in " + this + ", found none.");
        }
        return new Vectors(child);
    }

    public boolean has(String field) {
        return node.has(field);
    }

    public List<Vectors> list() {
        List<Vectors> items = new ArrayList<>();
        node.forEach(item -> items.add(new Vectors(item)));
        return items;
    }

    public List<Vectors> list(String field) {
        return get(field).list();
    }

    /** A stream for {@code @MethodSource}; fails when there is nothing in it, so that no test passes by emptiness. */
    public Stream<Vectors> stream(String field) {
        List<Vectors> items = list(field);
        if (items.isEmpty()) {
            throw new IllegalStateException("Expected cases in " + field + ", found none.");
        }
        return items.stream();
    }

    public String text(String field) {
        return get(field).text();
    }

    public String text() {
        return node.asString();
    }

    public Bytes bytes(String field) {
        return get(field).bytes();
    }

    public Bytes bytes() {
        return Bytes.fromHex(text());
    }

    public Hash32 hash(String field) {
        return Hash32.fromHex(text(field));
    }

    public List<Hash32> hashes(String field) {
        return list(field).stream().map(item -> Hash32.fromHex(item.text())).toList();
    }

    public Address address(String field) {
        return Address.fromHex(text(field));
    }

    /** A decimal string or a number, unsigned. */
    public long uint64(String field) {
        return Long.parseUnsignedLong(text(field));
    }

    public int uint32(String field) {
        return Integer.parseUnsignedInt(text(field));
    }

    public BigInteger integer(String field) {
        return new BigInteger(text(field));
    }

    public boolean isNull() {
        return node.isNull();
    }

    public boolean isList() {
        return node.isArray();
    }

    public boolean flag(String field) {
        return get(field).node.asBoolean();
    }

    /** The case's name as test reports show it. */
    @Override
    public String toString() {
        for (String label : List.of("name", "case", "reason")) {
            if (node.has(label) && !node.get(label).asString().isEmpty()) {
                return node.get(label).asString();
            }
        }
        String json = node.toString();
        return json.length() > 80 ? json.substring(0, 80) + "…" : json;
    }
}
