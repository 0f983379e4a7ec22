package dev.gatehouse.idp.storage.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedBsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[\"a\",1,-9223372036854775808,1.5,true,null,[],{}]",
                "{\"b\":{\"c\":[{\"d\":\"\\u0000\"}]},\"a\":null}"
            })
    void keepsObjectsAndArraysAsBson(String json) {
        assertThat(NestedBson.encode(json).getBsonType()).isIn(BsonType.DOCUMENT, BsonType.ARRAY);
        assertThat(NestedBson.decode(NestedBson.encode(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "\"text\"",
                "{\"a.b\":1}",
                "{\"$set\":1}",
                "{\"\":1}",
                "{\"a\\u0000\":1}",
                "[9223372036854775808]",
                "[{\"deep\":{\"$where\":\"1\"}}]"
            })
    void keepsAsTextWhatBsonCannotHold(String json) {
        assertThat(NestedBson.encode(json).getBsonType()).isEqualTo(BsonType.STRING);
        assertThat(NestedBson.decode(NestedBson.encode(json))).isEqualTo(json);
    }
}
