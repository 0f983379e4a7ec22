@NullMarked
package dev.gatehouse.idp.access.changes;

import org.jspecify.annotations.NullMarked;
