package dev.gatehouse.idp.storage.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoWriteException;
import dev.gatehouse.idp.storage.StorageUnavailable;
import java.util.Set;

/** What MongoDB's errors mean to us. */
final class MongoErrors {

    private static final int UNAUTHORIZED = 13;

    /** Codes that no time heals: the command, the user or the server's set-up is wrong. */
    private static final Set<Integer> LASTING = Set.of(
            2, // BadValue
            UNAUTHORIZED,
            18, // AuthenticationFailed
            67, // CannotCreateIndex
            85, // IndexOptionsConflict
            86, // IndexKeySpecsConflict
            10334 // BSONObjectTooLarge
            );

    private MongoErrors() {}

    static boolean isDuplicateKey(MongoException e) {
        return switch (e) {
            case MongoWriteException write -> write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
            case MongoBulkWriteException bulk ->
                !bulk.getWriteErrors().isEmpty()
                        && bulk.getWriteErrors().getFirst().getCategory() == ErrorCategory.DUPLICATE_KEY;
            case MongoCommandException command ->
                ErrorCategory.fromErrorCode(command.getErrorCode()) == ErrorCategory.DUPLICATE_KEY;
            default -> false;
        };
    }

    static boolean isUnauthorized(MongoException e) {
        return e.getCode() == UNAUTHORIZED;
    }

    /** Whether another attempt may succeed: the network, a change of the primary, a time limit. */
    static boolean isPassing(MongoException e) {
        return !(e instanceof MongoInterruptedException) && !LASTING.contains(e.getCode());
    }

    static StorageUnavailable unavailable(MongoException e, boolean mayHaveHappened) {
        if (e instanceof MongoInterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new StorageUnavailable("MongoDB: " + e.getMessage(), e, mayHaveHappened);
    }
}
