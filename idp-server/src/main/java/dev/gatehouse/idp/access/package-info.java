/**
 * The one enforcement point: may this caller do this? It translates the server's nouns to questions for the access
 * engine, and the engine alone decides. Read {@link dev.gatehouse.idp.access.ServerObjects} first, then
 * {@link dev.gatehouse.idp.access.OwnDoors}; {@link dev.gatehouse.idp.access.log} keeps the model.
 */
@NullMarked
package dev.gatehouse.idp.access;

import org.jspecify.annotations.NullMarked;
