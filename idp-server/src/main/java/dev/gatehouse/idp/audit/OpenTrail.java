package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.ChainState;
import dev.gatehouse.idp.audit.log.Linker;
import dev.gatehouse.idp.audit.log.TrailWriter;
import dev.gatehouse.idp.secrets.AesGcm;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trail in use: everything that belongs to it, from the moment at which its chains are open until they are closed.
 * Only one process at a time may have a node's trail open.
 */
public final class OpenTrail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenTrail.class);

    private final ChainedAuditTrail trail;
    private final PersonKeys persons;
    private final RefusalAggregation refusals;
    private final AuditReading reading;
    private final AuditKeyRotation keyRotation;
    private final TrailMetrics metrics;
    private final Map<RetentionClass, Target> chains = new EnumMap<>(RetentionClass.class);
    private final TrailUpkeep upkeep = new TrailUpkeep();

    /** Where a trail keeps what it keeps. */
    public record Stores(DocumentStore documents, DocumentStore auditDocuments) {}

    /**
     * Opens the trail: makes its signing key in an empty store, closes what an earlier process left open, and begins new
     * chains.
     *
     * @throws AuditUnavailable when the chains cannot be begun
     */
    public OpenTrail(
            TrailSettings settings,
            Stores stores,
            FieldCipher cipher,
            SecureRandom random,
            Clock clock,
            List<ChangeWitness> changeWitnesses) {
        var keys = new AuditSigningKeys(stores.auditDocuments(), cipher, clock);
        new TrustFile(settings.folder()).agree(keys);
        persons = new PersonKeys(stores.documents(), cipher, random, clock);
        persons.completeErasures();
        var days = new DayKeys(stores.documents(), cipher, random, settings.longestRetention());
        var values = new PersonalValues(persons, days, new AesGcm(random));
        var lookups = new Lookups(days);
        var encoder = new EventEncoder(values, lookups, clock);
        var ids = new EventIds(clock, random);
        var store = new StoredTrail(stores.auditDocuments());
        reading = new AuditReading(store.records(), new RecordView(values), lookups);
        var witnesses = new ChangeWitnesses(
                Stream.concat(changeWitnesses.stream(), Stream.of(AuditKeyRotation.witness(stores.auditDocuments())))
                        .toList());
        TrailOpening.Encoding system = (event, change, mark) ->
                encoder.encode(ids.next(), Actor.system(), event, RequestContext.none(), change, mark);
        Map<String, ChainState> open = new TrailOpening(
                        store, new Linker(settings.retention()), system, witnesses, clock)
                .open(settings.node(), keys.current());
        var disk = DiskSpace.of(settings.folder());
        disk.check();
        metrics = new TrailMetrics(disk);
        var writer = new TrailWriter(
                store,
                new Linker(settings.retention()),
                open,
                keys::current,
                clock,
                settings.limits(),
                metrics,
                new Unanswered(system));
        trail = new ChainedAuditTrail(ids, encoder, writer, disk, witnesses);
        refusals = new RefusalAggregation(trail, clock);
        keyRotation = new AuditKeyRotation(keys, trail);
        writer.start();
        begin(open, settings);
        upkeep.every(1, "unfinished changes", trail::settleUnfinished);
        upkeep.every(5, "free disk", disk::check);
        upkeep.every(10, "counted refusals", refusals::flush);
    }

    public AuditTrail trail() {
        return trail;
    }

    public PersonKeys persons() {
        return persons;
    }

    public RefusalAggregation refusals() {
        return refusals;
    }

    public AuditReading reading() {
        return reading;
    }

    public AuditKeyRotation keyRotation() {
        return keyRotation;
    }

    public TrailMetrics metrics() {
        return metrics;
    }

    /** Records what is counted, and closes the chains. */
    @Override
    public void close() {
        upkeep.close();
        try {
            refusals.flush();
            trail.settleUnfinished();
        } catch (AuditUnavailable e) {
            log.warn("Not everything is on record at the end: {}", e.getMessage());
        }
        if (!trail.close(chains)) {
            log.warn("The audit chains could not be closed; the next start closes them");
        }
    }

    private void begin(Map<String, ChainState> open, TrailSettings settings) {
        for (RetentionClass retention : RetentionClass.values()) {
            ChainState state = open.get(retention.word());
            if (state == null) {
                throw new IllegalStateException("no chain for " + retention);
            }
            Target chain = new Target("chain", state.chain().text());
            chains.put(retention, chain);
            trail.record(
                    Actor.system(),
                    TrailEvent.of(
                            TrailEvent.Kind.CHAIN_OPENED,
                            retention,
                            chain,
                            Map.of("retention", settings.retention(retention).toString())));
        }
    }
}
