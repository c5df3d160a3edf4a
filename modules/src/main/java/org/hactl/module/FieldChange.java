package org.hactl.module;

import org.jspecify.annotations.Nullable;

/**
 * One field of a change, for display: the module replaces what is secret.
 *
 * @param from the value observed, null if there is none
 * @param to the value wanted, null if it is removed
 */
public record FieldChange(String field, @Nullable String from, @Nullable String to) {}
