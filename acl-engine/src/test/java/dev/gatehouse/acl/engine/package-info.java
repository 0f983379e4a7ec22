@NullMarked
package dev.gatehouse.acl.engine;

import org.jspecify.annotations.NullMarked;
