package org.hactl.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One field of a change, for display: the module hides secret values.
 *
 * @param from the observed value; null if there is none
 * @param to the wanted value; null if it is removed
 * @param atDefault whether the field is added or removed with its default value, which the site
 *     does not mention
 */
public record FieldChange(
    String field,
    @Nullable String from,
    @Nullable String to,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean atDefault) {

  public FieldChange(String field, @Nullable String from, @Nullable String to) {
    this(field, from, to, false);
  }
}
