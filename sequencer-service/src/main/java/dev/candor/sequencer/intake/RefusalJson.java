package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.sequencer.rpc.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** A signed refusal in JSON (spec/errors.md section 1). */
final class RefusalJson {
    private RefusalJson() {}

    /** The document of section 1 in one line of ASCII. */
    static String of(SignedRefusal signed) {
        AdmissionRefusal refusal = signed.refusal();
        StringBuilder json = new StringBuilder(512)
                .append("{\"reasonName\":\"")
                .append(signed.reason().name())
                .append("\",\"refusal\":{\"rollupId\":\"")
                .append(refusal.rollupId())
                .append("\",\"txHash\":\"")
                .append(refusal.txHash().toHex())
                .append("\",\"reason\":")
                .append(refusal.reason())
                .append(",\"refusedAtMillis\":\"")
                .append(refusal.refusedAtMillis())
                .append("\",\"policyHash\":\"")
                .append(refusal.policyHash().toHex())
                .append("\"},\"signature\":\"")
                .append(signed.signature().toHex())
                .append('"');
        if (!signed.detail().isEmpty()) {
            json.append(",\"detail\":{");
            signed.detail().forEach((name, value) -> member(json, name, value));
            json.setCharAt(json.length() - 1, '}');
        }
        return json.append('}').toString();
    }

    private static void member(StringBuilder json, String name, Object value) {
        json.append(JsonText.quote(name)).append(':');
        if (value instanceof Number) {
            json.append(value);
        } else {
            json.append(JsonText.quote(value.toString()));
        }
        json.append(',');
    }

    /** The same as members of a problem document (spec/errors.md section 4). */
    static Map<String, Object> members(SignedRefusal signed) {
        AdmissionRefusal refusal = signed.refusal();
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("rollupId", refusal.rollupId().toString());
        statement.put("txHash", refusal.txHash().toHex());
        statement.put("reason", refusal.reason());
        statement.put("refusedAtMillis", Long.toString(refusal.refusedAtMillis()));
        statement.put("policyHash", refusal.policyHash().toHex());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reason", refusal.reason());
        members.put("reasonName", signed.reason().name());
        members.put("refusal", statement);
        members.put("signature", signed.signature().toHex());
        if (!signed.detail().isEmpty()) {
            members.put("refusalDetail", signed.detail());
        }
        return members;
    }
}
