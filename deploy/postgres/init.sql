-- Runs once, on an empty volume: two databases, each with an owner that is no superuser and sees the other's not.
\set ON_ERROR_STOP on
\set tirek_password `cat /run/secrets/tirek_password`
\set keycloak_password `cat /run/secrets/keycloak_password`
CREATE ROLE tirek LOGIN PASSWORD :'tirek_password';
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak_password';
-- `tirek` may make no roles: those that its connections to the events and to the keys take, each without the other's
CREATE ROLE tirek_app NOLOGIN;
CREATE ROLE tirek_keeper NOLOGIN;
GRANT tirek_app, tirek_keeper TO tirek;
CREATE DATABASE tirek OWNER tirek ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE keycloak OWNER keycloak ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE tirek, keycloak FROM PUBLIC;
