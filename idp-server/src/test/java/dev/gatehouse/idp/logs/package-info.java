@NullMarked
package dev.gatehouse.idp.logs;

import org.jspecify.annotations.NullMarked;
