@NullMarked
package dev.gatehouse.idp.clients;

import org.jspecify.annotations.NullMarked;
