@NullMarked
package dev.gatehouse.idp.access.log;

import org.jspecify.annotations.NullMarked;
