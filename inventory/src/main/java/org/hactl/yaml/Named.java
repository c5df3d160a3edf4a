package org.hactl.yaml;

/** One entry of a map: its name and value, each with the place where it was written. */
public record Named<T>(String name, Mark nameAt, T value, Mark at) {}
