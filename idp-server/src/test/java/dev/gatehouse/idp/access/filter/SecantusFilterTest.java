package dev.gatehouse.idp.access.filter;

import dev.gatehouse.idp.storage.mongo.MongoPeer;

/** The contract on SecantusDB. */
class SecantusFilterTest extends FilterContract {

    @Override
    String uri(String database) throws Exception {
        return MongoPeer.shared().uri(database);
    }
}
