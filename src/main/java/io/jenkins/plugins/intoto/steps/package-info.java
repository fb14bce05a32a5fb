/** The Pipeline steps. */
package io.jenkins.plugins.intoto.steps;
