/** Predicates that are known by their type: what they must hold, when they claim to be from, and how they are made. */
package io.jenkins.plugins.intoto.engine.predicate;
