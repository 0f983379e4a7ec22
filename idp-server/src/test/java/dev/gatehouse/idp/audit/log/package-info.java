@NullMarked
package dev.gatehouse.idp.audit.log;

import org.jspecify.annotations.NullMarked;
