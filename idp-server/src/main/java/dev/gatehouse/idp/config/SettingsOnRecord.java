package dev.gatehouse.idp.config;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.ServerEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records at a start which settings differ from those of the start before, and keeps these for the next. They are kept
 * after the record: a start that dies in between records the difference twice, never not at all.
 */
final class SettingsOnRecord {

    /** The settings of a node's last start, as {@code variable=value}; of secrets the keyed hash. */
    record LastStart(List<String> settings) {
        LastStart {
            settings = List.copyOf(settings);
        }
    }

    static final DocumentType<LastStart> TYPE =
            DocumentType.named("server_settings", LastStart.class).build();

    private final Documents<LastStart> documents;
    private final AuditTrail trail;
    private final String node;

    SettingsOnRecord(DocumentStore documents, AuditTrail trail, String node) {
        this.documents = documents.open(TYPE);
        this.trail = trail;
        this.node = node;
    }

    void record(Target server, SortedMap<String, String> now) {
        Optional<Stored<LastStart>> stored = documents.get(node);
        List<FieldChange> changes =
                differences(stored.map(start -> read(start.value())).orElseGet(TreeMap::new), now);
        if (changes.isEmpty()) {
            return;
        }
        trail.record(Actor.system(), ServerEvent.configured(server, changes));
        var last = new LastStart(now.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList());
        if (stored.isPresent()) {
            documents.replaceIf(node, stored.get().version(), last, ChangeId.unannounced());
        } else {
            documents.insert(node, last, ChangeId.unannounced());
        }
    }

    private static Map<String, String> read(LastStart start) {
        var values = new TreeMap<String, String>();
        for (String setting : start.settings()) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return values;
    }

    private static List<FieldChange> differences(Map<String, String> before, Map<String, String> now) {
        SortedSet<String> variables = new TreeSet<>(before.keySet());
        variables.addAll(now.keySet());
        var changes = new ArrayList<FieldChange>();
        for (String variable : variables) {
            String earlier = before.get(variable);
            String later = now.get(variable);
            if (earlier == null || !earlier.equals(later)) {
                changes.add(
                        EffectiveSettings.isSecret(variable)
                                ? ofSecret(variable, earlier, later)
                                : new FieldChange(variable, earlier, later, false));
            }
        }
        return changes;
    }

    private static FieldChange ofSecret(String variable, @Nullable String earlier, @Nullable String later) {
        String now = later == null ? "not set" : earlier == null ? "set" : "changed";
        return new FieldChange(variable, earlier == null ? "not set" : "set", now, false);
    }
}
