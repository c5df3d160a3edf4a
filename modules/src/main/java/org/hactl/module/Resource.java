package org.hactl.module;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One thing that a host should have. Implemented by a record per kind; the JSON form carries the
 * kind in the property {@code kind}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface Resource {
  ResourceId id();
}
