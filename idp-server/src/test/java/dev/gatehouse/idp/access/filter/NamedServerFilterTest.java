package dev.gatehouse.idp.access.filter;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on the server that {@code GATEHOUSE_TEST_MONGODB_URI} names; its database in the string is not used. */
@EnabledIfEnvironmentVariable(named = "GATEHOUSE_TEST_MONGODB_URI", matches = "mongodb.+")
class NamedServerFilterTest extends FilterContract {

    @Override
    String uri(String database) {
        return System.getenv("GATEHOUSE_TEST_MONGODB_URI").replaceFirst("(//[^/?]+)/?[^?]*", "$1/" + database);
    }
}
