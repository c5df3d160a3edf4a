package org.hactl.control;

/** Why a host is not in its desired state, and what to do next. */
public record HostFailure(String message, String nextStep) {}
