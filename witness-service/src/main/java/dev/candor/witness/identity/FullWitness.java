package dev.candor.witness.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** Only of a witness that follows a rollup: one whose {@code candor.l1.rollup-address} is set. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("!'${candor.l1.rollup-address:}'.isEmpty()")
public @interface FullWitness {}
