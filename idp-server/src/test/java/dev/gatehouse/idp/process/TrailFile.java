package dev.gatehouse.idp.process;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail as it lies in its file. */
record TrailFile(Path data) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What is asked of a record here. */
    record Entry(
            String id, String requestId, String action, String outcome, String target, String change, boolean closes) {}

    /** Every record since a moment, in microseconds since 1970. */
    List<Entry> since(long time) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        String url = "jdbc:sqlite:file:" + data.resolve("audit.db").toAbsolutePath() + "?mode=ro";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT record FROM audit_records WHERE time >= ? ORDER BY time")) {
            statement.setLong(1, time);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(JSON.readTree(rows.getBytes(1))));
                }
            }
        }
        return entries;
    }

    private static Entry entry(JsonNode record) {
        JsonNode event = record.required("event");
        return new Entry(
                event.path("id").asString(""),
                event.path("requestId").asString(""),
                event.path("action").asString(""),
                event.path("outcome").asString(""),
                event.path("target").path("id").asString(""),
                event.path("change").asString(""),
                record.path("link").path("closes").asBoolean(false));
    }

    /** The changes among these records that were announced and have no outcome. */
    static Set<String> openIntents(List<Entry> entries) {
        Set<String> open = entries.stream()
                .filter(entry -> entry.outcome().equals("intended"))
                .map(Entry::id)
                .collect(Collectors.toCollection(HashSet::new));
        entries.forEach(entry -> open.remove(entry.change()));
        return open;
    }
}
